import type { SeatView, TicketView } from "../shared/views";

/** Tickets that stand in a line now. */
export function waitingOf(tickets: Record<string, TicketView>): TicketView[] {
  return byArrival(Object.values(tickets).filter((ticket) => ticket.state === "waiting"));
}

/** Emergencies lead; after them whoever took a number first. */
export function byArrival(tickets: TicketView[]): TicketView[] {
  return [...tickets].sort(
    (a, b) =>
      Number(b.emergency) - Number(a.emergency) ||
      Date.parse(a.issued_at) - Date.parse(b.issued_at) ||
      a.number.localeCompare(b.number),
  );
}

export function inState(tickets: Record<string, TicketView>, ...states: TicketView["state"][]): TicketView[] {
  return byArrival(Object.values(tickets).filter((ticket) => states.includes(ticket.state)));
}

/** Counters as they hang on the wall: 1, 2, 10, not 1, 10, 2. */
export function byNumber<Seat extends Pick<SeatView, "number">>(seats: Iterable<Seat>): Seat[] {
  return [...seats].sort((a, b) => a.number.localeCompare(b.number, "en", { numeric: true }));
}

export function isWorking(seat: SeatView): boolean {
  return seat.state === "open" || seat.state === "closing";
}
