import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { waitedMinutes } from "./model";
import { counterWords } from "./words";

/** What the record knows of this ticket: when it was taken, called, and how often it was passed. */
export function Facts({ ticket, state, now }: HandProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const { zone } = state.branch;
  const at = (instant: string | undefined) => (instant ? hourMinute(instant, zone) : w("none"));
  return (
    <div className="facts">
      <h3 className="cap">{w("customer")}</h3>
      <dl>
        <dt>{w("factIssued")}</dt>
        <dd>{at(ticket.number ? ticket.issued_at : undefined)}</dd>
        <dt>{w("factWaited")}</dt>
        <dd>{ticket.number ? s("minutes", { n: waitedMinutes(ticket, now) }) : w("none")}</dd>
        <dt>{w("factCalled")}</dt>
        <dd>{at(ticket.called_at)}</dd>
        <dt>{w("factPassed")}</dt>
        <dd>{ticket.overtaken ? w("times", { n: ticket.overtaken }) : w("never")}</dd>
      </dl>
    </div>
  );
}
