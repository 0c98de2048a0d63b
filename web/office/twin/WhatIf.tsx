import { useWords } from "../../shared/hooks";
import { type Change, whatIfsPath } from "../../shared/verbs/twin";
import { useAgain } from "../useAgain";
import { useAnswer } from "../../staff/useAnswer";
import { refusalText } from "../../staff/refusal";
import { Icon } from "../../staff/icons";
import { staffWords } from "../../staff/words";
import { Told } from "./Told";
import { Asks } from "./Asks";
import { useChangeText } from "./useChangeText";
import { twinWords } from "./words";
import type { TwinWord } from "./words/zh-hans";
import type { WhatIfProps } from "./parts";

/** What could be done differently now, one tap each; nothing in the hall changes by asking. */
export function WhatIf(props: WhatIfProps) {
  const { me, state, cut, questions, asked, services } = props;
  const w = useWords(twinWords);
  const s = useWords(staffWords);
  const [again, look] = useAgain();
  // What can be asked follows the counters: a seat's version is the entry that moved it last.
  const moved = Math.max(0, ...Object.values(state.seats).map(({ version }) => version));
  const { answer } = useAnswer<{ changes?: Change[] }>(whatIfsPath(me.branch.id), moved * 1000 + again);
  const off = cut ? s("waitForLine") : undefined;
  return (
    <section className="card twin-if" aria-label={w("whatIf")}>
      <header>
        <h2>{w("whatIf")}</h2>
        <span className="sub">{w("whatIfSub")}</span>
      </header>
      <div className="twin-scroll">
        <Asks
          changes={answer?.changes ?? []}
          chosen={asked.state === "none" ? undefined : asked.wanted}
          off={off}
          services={services}
          onAsk={(change) => void questions.ask(change)}
        />
        <div className="twin-answer" role="status">
          <Now {...props} onDone={look} off={off} />
        </div>
      </div>
    </section>
  );
}

/** What became of the question. */
function Now(props: WhatIfProps & { onDone: () => void; off: string | undefined }) {
  const { asked, services } = props;
  const w = useWords(twinWords);
  const text = useChangeText("do");
  if (asked.state === "none") return <p className="twin-hint">{w("askHint")}</p>;
  if (asked.state === "told") return <Told {...props} told={asked} />;
  const title = <h3>{text(asked.wanted, services)}</h3>;
  if (asked.state === "waiting")
    return (
      <>
        {title}
        <p className="twin-hint">{w("reckoning")}</p>
      </>
    );
  const key = asked.state === "refused" ? `refused.${asked.code}` : "";
  const why =
    asked.state === "late"
      ? w("tooLate")
      : asked.state === "problem"
        ? refusalText(asked.problem)
        : w((key in twinWords["zh-Hans"] ? key : "refused.other") as TwinWord);
  return (
    <>
      {title}
      <p className="refusal">
        <Icon name="alert" size={16} />
        {why}
      </p>
    </>
  );
}
