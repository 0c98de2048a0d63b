/** What a view does not say is taken as the server's own default until it does. */
import type { LineClass, TicketView } from "../shared/views";

const PROMISE_MIN = 20;
const OVERTAKES: Partial<Record<LineClass, number>> = { ordinary: 5, booked: 3 };

export function promiseOf(state: object): number {
  return (state as { promise_min?: number }).promise_min ?? PROMISE_MIN;
}

/** Emergency before care before VIP before booked: the class by which a ticket stands in line. */
export function lineClassOf(ticket: TicketView): LineClass {
  if (ticket.emergency) return "emergency";
  if (ticket.protected) return "care";
  if (ticket.class === "vip") return "vip";
  return ticket.booked ? "booked" : "ordinary";
}

/** How often a ticket may be passed over before it must be called; undefined: no such limit. */
export function overtakeCapOf(ticket: TicketView): number | undefined {
  return OVERTAKES[lineClassOf(ticket)];
}
