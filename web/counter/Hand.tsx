import { inHand } from "./model";
import { Awaiting } from "./Awaiting";
import { FreeSeat } from "./FreeSeat";
import type { PartProps } from "./parts";
import { Serving } from "./Serving";

/** The large card: whom this counter has in hand, or why it has nobody. */
export function Hand(props: PartProps) {
  const ticket = inHand(props.state);
  const changed = ticket && props.changed.has(ticket.id) ? " changed" : "";
  return (
    <div className={`card hand fades${changed}`}>
      {ticket?.state === "called" && <Awaiting {...props} ticket={ticket} />}
      {ticket && ticket.state !== "called" && <Serving {...props} ticket={ticket} />}
      {!ticket && <FreeSeat {...props} />}
    </div>
  );
}
