import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as guidance from "../shared/verbs/guidance";
import type { PromiseView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

/** Somebody is led here, and the seat is kept for them: no number is called until they are here or don't come. */
export function LedHere({ state, me, verbs, cut, led }: PartProps & { led: PromiseView }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const { desk } = state.seat;
  const until = desk?.state === "held" ? desk.until : undefined;
  const off = cut ? s("waitForLine") : undefined;
  const run = (verb: string, send: typeof guidance.notCome) => () =>
    void verbs.run(verb, () => send(led.id, led.version));
  return (
    <div className="hand-free">
      <h2>{led.number ? w("ledHere", { number: led.number }) : w("ledWithout")}</h2>
      <p>{until ? w("ledUntil", { time: hourMinute(until, state.branch.zone) }) : w("ledLate")}</p>
      {me.rights.includes("keep_promise") && (
        <div className="row hand-ways">
          <Btn className="btn btn-primary hand-open" onPress={run("arrived", guidance.arrived)} off={off}>
            {w("ledArrived")}
          </Btn>
          <Btn className="btn hand-open" onPress={run("notCome", guidance.notCome)} off={off}>
            {w("ledNotCome")}
          </Btn>
        </div>
      )}
      <Refusal verbs={verbs} of={["arrived", "notCome"]} />
    </div>
  );
}
