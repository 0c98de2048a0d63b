import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { elapsed } from "../staff/time";
import { staffWords } from "../staff/words";
import { Business } from "./Business";
import { Facts } from "./Facts";
import type { HandProps } from "./parts";
import { type Awaited, awaited } from "./model";
import { PromisedLine } from "./PromisedLine";
import { ReopenLine } from "./ReopenLine";
import { TicketHead } from "./TicketHead";
import { useWhyNot } from "./why";
import { counterWords } from "./words";

/** Somebody has been called: how long they are awaited, and what may be done about it. */
export function Awaiting(props: HandProps) {
  const { ticket, acts, verbs, now } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const whyNot = useWhyNot();
  const wait = awaited(ticket, now);
  if (!wait) return null;
  return (
    <>
      <TicketHead {...props} caption={w("called")}>
        <div className="figure figure-awaited">
          <div className="cap">{w("awaitedFor")}</div>
          <span className="figure-value">
            {elapsed(wait.gone)}
            {wait.allowed > 0 && <small>/ {elapsed(wait.allowed)}</small>}
          </span>
        </div>
      </TicketHead>
      <AwaitedBar wait={wait} />
      <div className="hand-mid">
        <Business {...props} />
        <Facts {...props} />
        <div className="hand-after">
          <Btn
            className="btn btn-primary hand-arrive"
            onPress={() => void acts.arrive.run()}
            off={whyNot(acts.arrive)}
            aria-keyshortcuts="Enter"
          >
            {w("arrive")}
            <kbd>{s("key.Enter")}</kbd>
          </Btn>
          <Refusal verbs={verbs} of={["arrive", "business"]} />
        </div>
      </div>
      <PromisedLine {...props} />
      <ReopenLine {...props} />
    </>
  );
}

function AwaitedBar({ wait }: { wait: Awaited }) {
  const w = useWords(counterWords);
  const share = wait.allowed > 0 ? Math.min(1, wait.gone / wait.allowed) : 0;
  const sentence = wait.passIn > 0 ? w("passableAfter", { time: elapsed(wait.passIn) }) : w("passableNow");
  return (
    <div className="span span-awaited">
      <div className="awaited-room" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="row awaited-words">
        <span className="grow">{wait.recalls ? w("recallsUsed", { n: wait.recalls }) : ""}</span>
        <span>{sentence}</span>
      </p>
    </div>
  );
}
