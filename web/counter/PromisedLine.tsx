import { useWords } from "../shared/hooks";
import { letGo } from "../shared/verbs/guidance";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { promisedTo } from "./model";
import { counterWords } from "./words";

const MAY = ["keep_promise", "end_own_promise"];

/** Somebody was promised to whoever is in hand; they may say that they wait no longer. */
export function PromisedLine({ me, state, ticket, verbs, cut }: HandProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const promise = promisedTo(state, ticket);
  if (!promise || !MAY.some((right) => me.rights.includes(right))) return null;
  const { id, version, rm } = promise;
  return (
    <div className="row reopen">
      <Icon name="next" />
      <span className="grow">{w("promisedHere", { name: rm?.name ?? w("target.rm") })}</span>
      <Refusal verbs={verbs} of="letGo" />
      <Btn
        onPress={() => void verbs.run("letGo", () => letGo(id, version))}
        off={cut ? s("waitForLine") : undefined}
      >
        {w("letGo")}
      </Btn>
    </div>
  );
}
