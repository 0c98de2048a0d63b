import { minutesSince } from "../shared/clock";
import type { ClassBasis, CustomerClass, LobbyState, PromiseView, TicketView } from "../shared/views";
import { byArrival } from "../staff/people";

/** Whom the verbs mean: somebody with a number, or somebody greeted at the door who has none yet. */
export interface Subject {
  id: string; // what is chosen: the ticket's id, or the visit's
  visit: string; // id
  version?: number; // the visit's: where the class is said
  number: string; // "" at the door, or served without a number
  door?: number;
  class: CustomerClass;
  class_by?: ClassBasis;
  signals: Record<string, string>; // code → id of what was noted
  ticket?: TicketView;
}

type People = Pick<LobbyState, "tickets" | "visits">;

export function subjectOf({ tickets, visits }: People, id: string | undefined): Subject | undefined {
  if (id === undefined) return undefined;
  const ticket = tickets[id];
  if (ticket) return ofTicket(ticket);
  const door = visits[id];
  if (door) {
    const { version, class: kind, class_by, signals } = door;
    return { id, visit: id, version, number: "", door: door.door, class: kind, class_by, signals };
  }
  const followed = Object.values(tickets).find(({ visit }) => visit === id); // has taken a number since
  return followed && ofTicket(followed);
}

function ofTicket(ticket: TicketView): Subject {
  return {
    id: ticket.id,
    visit: ticket.visit,
    ...(ticket.visit_version === undefined ? {} : { version: ticket.visit_version }),
    number: ticket.number,
    class: ticket.class,
    ...(ticket.class_by ? { class_by: ticket.class_by } : {}),
    signals: ticket.signals ?? {},
    ticket,
  };
}

const GREETED_WITHIN_MIN = 5; // whoever has waited longer is looked after, not welcomed

/** Who came lately and was not greeted, the earliest first. */
export function toGreet({ tickets }: Pick<LobbyState, "tickets">, now: number): TicketView[] {
  return byArrival(
    Object.values(tickets).filter(
      ({ state, greeted, issued_at }) =>
        state === "waiting" && greeted === false && minutesSince(issued_at, now) < GREETED_WITHIN_MIN,
    ),
  );
}

/** What a visit awaits: on the way to a relationship manager, or promised one. */
export function promiseOf(state: Pick<LobbyState, "promises">, visit: string): PromiseView | undefined {
  return Object.values(state.promises).find((promise) => promise.visit === visit);
}
