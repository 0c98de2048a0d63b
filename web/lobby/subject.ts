import { minutesSince } from "../shared/clock";
import * as tickets from "../shared/verbs/tickets";
import * as visits from "../shared/verbs/visits";
import type { ClassBasis, CustomerClass, LobbyState, Need, PromiseView, TicketView } from "../shared/views";
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
  refused: boolean; // wants to be introduced to nobody today
  ticket?: TicketView;
  held?: boolean; // nobody sells to them now
  protected?: boolean; // absent: nobody has said
  need?: Need;
}

type People = Pick<LobbyState, "tickets" | "visits">;

export function subjectOf(people: People, id: string | undefined): Subject | undefined {
  if (id === undefined) return undefined;
  const ticket = people.tickets[id];
  if (ticket) return ofTicket(ticket);
  const door = people.visits[id];
  if (door) {
    const { version, class: kind, class_by, signals, refused = false } = door;
    return {
      id,
      visit: id,
      version,
      number: "",
      door: door.door,
      class: kind,
      class_by,
      signals,
      refused,
      ...knownOf(door),
    };
  }
  const followed = Object.values(people.tickets).find(({ visit }) => visit === id); // has taken a number since
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
    refused: ticket.refused ?? false,
    ticket,
    ...knownOf(ticket),
  };
}

const knownOf = ({ held, protected: cared, need }: Pick<Subject, "held" | "protected" | "need">) => ({
  ...(held ? { held } : {}),
  ...(cared === undefined ? {} : { protected: cared }),
  ...(need ? { need } : {}),
});

/** Says whether care is owed: on the number, or on the visit that has none yet. */
export const markCare = (
  { ticket, visit, version }: Subject,
  care: visits.Care,
): Promise<{ version: number }> =>
  ticket ? tickets.mark(ticket.id, ticket.version, care) : visits.mark(visit, version, care);

const GREETED_WITHIN_MIN = 5; // whoever has waited longer is looked after, not welcomed

/** Who came lately and was not greeted, the earliest first. */
export function toGreet(state: Pick<LobbyState, "tickets">, now: number): TicketView[] {
  return byArrival(
    Object.values(state.tickets).filter(
      ({ state, greeted, issued_at }) =>
        state === "waiting" && greeted === false && minutesSince(issued_at, now) < GREETED_WITHIN_MIN,
    ),
  );
}

/** What a visit awaits: on the way to a relationship manager, or promised one. */
export function promiseOf(state: Pick<LobbyState, "promises">, visit: string): PromiseView | undefined {
  return Object.values(state.promises).find((promise) => promise.visit === visit);
}
