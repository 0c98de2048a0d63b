/** Where somebody who came for cash goes. Pure. */
import type { LobbyState, SeatView, TicketView } from "../shared/views";
import { byNumber, isWorking } from "../staff/people";

const TO_VIP = new Set(["vip_counter", "vip_zone"]);
const TO_LINE = new Set(["line", "cash_choice"]);

/** The counters that a path names: the VIP one, or those at work for this business; none for other paths. */
export function countersOn(
  path: string,
  { seats, services }: Pick<LobbyState, "seats" | "services">,
  ticket?: TicketView,
): SeatView[] {
  const working = byNumber(Object.values(seats)).filter((seat) => isWorking(seat) && seat.staff);
  if (TO_VIP.has(path)) return working.filter(({ kind }) => kind === "vip");
  if (!TO_LINE.has(path)) return [];
  const serves = ({ services: done }: SeatView) =>
    ticket ? done.includes(ticket.service) : done.some((id) => services[id]?.icon === "cash");
  return working.filter((seat) => seat.kind !== "desk" && seat.kind !== "vip" && serves(seat));
}

/** Where a number can be sent at once: a counter of its own business, while it waits. */
export const canSendTo = (seat: SeatView | undefined, ticket: TicketView | undefined): boolean =>
  seat !== undefined && ticket?.state === "waiting" && seat.services.includes(ticket.service);
