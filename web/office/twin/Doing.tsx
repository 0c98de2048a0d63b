import { useState } from "react";
import { get } from "../../shared/api";
import { base } from "../../shared/base";
import { useWords } from "../../shared/hooks";
import { close, summon } from "../../shared/verbs/counters";
import { type Parameters, parametersPath, setParameter } from "../../shared/verbs/parameters";
import type { Change } from "../../shared/verbs/twin";
import { Btn } from "../../staff/Btn";
import { Refusal } from "../../staff/Refusal";
import { useSuggestText } from "../../staff/suggest/useSuggestText";
import { answeredBy, summonsOf } from "../../staff/summons";
import { SureButton } from "../../staff/SureButton";
import { verbs as newVerbs } from "../../staff/verbs";
import { DISCIPLINES } from "../ruleModel";
import type { TwinProps } from "./parts";
import { useChangeText } from "./useChangeText";
import { useTelling } from "./useTelling";
import type { Services } from "./useServices";
import { twinWords } from "./words";

type Props = TwinProps & {
  change: Change;
  services: Services;
  off: string | undefined;
  onDone: () => void;
};

/** One tap does it by the hall's own verb: whoever has to sit somewhere is asked there. */
export function Doing(props: Props) {
  const { me, state, now, change, services, off, onDone } = props;
  const w = useWords(twinWords);
  const suggest = useSuggestText(state);
  const text = useChangeText("do")(change, services);
  const telling = useTelling(state, services);
  const [verbs] = useState(() => newVerbs());
  const [done, finish] = useState(false);
  const run = async (send: () => Promise<unknown>) => {
    if (await verbs.run(change.what, send)) finish(true);
    onDone();
  };
  const seat = Object.values(state.seats).find(({ number }) => number === change.counter);
  const may = (right: string) => me.rights.includes(right);
  const asks = summonsOf(change, state.seats);
  if (done && asks) return <p className="twin-done">{suggest.asked(asks, answeredBy(asks.seat, now))}</p>;
  if (done) return <p className="twin-done">{w("done", { text })}</p>;
  if (asks && may("run_day"))
    return (
      <div className="twin-do">
        <Btn
          className="btn btn-primary"
          off={off}
          onPress={() => void run(() => summon(asks.seat.id, asks.seat.version, asks.staff?.id))}
        >
          {suggest.press(change, true)}
        </Btn>
        <small>{w("askHow")}</small>
        <Refusal verbs={verbs} of={change.what} />
      </div>
    );
  if (change.what === "close" && seat?.state === "open" && may("run_day"))
    return (
      <div className="twin-do">
        <Btn
          className="btn btn-primary"
          off={off}
          onPress={() => void run(() => close(seat.id, seat.version))}
        >
          {text}
        </Btn>
        <small>{w("closeHow")}</small>
        <Refusal verbs={verbs} of="close" />
      </div>
    );
  if (change.what === "discipline" && may("set_parameter"))
    return (
      <div className="twin-do">
        <SureButton
          title={text}
          sure={w("disciplineSure")}
          off={off}
          onSure={() => void run(() => setDiscipline(me.branch.id, change.discipline ?? ""))}
        />
        <Refusal verbs={verbs} of="discipline" />
      </div>
    );
  return (
    <p className="twin-tell">
      {telling(change)}
      {change.what === "divert" && me.views.includes("lobby") && (
        <a href={`${base}/lobby/`}>{w("toLobby")}</a>
      )}
    </p>
  );
}

/** The version that is sent is the one just read: what is asked for is an order, not a step from a value. */
async function setDiscipline(branch: string, discipline: string): Promise<unknown> {
  const { version } = await get<Parameters>(parametersPath(branch));
  return setParameter(
    branch,
    version,
    "discipline",
    DISCIPLINES.indexOf(discipline as (typeof DISCIPLINES)[number]),
  );
}
