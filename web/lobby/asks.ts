/** What asks again by itself: promises whose minutes are over, places that somebody went to, referrals. */
import type { LobbyState, OfferView, PromiseView, ReferralView, SeatView, TicketView } from "../shared/views";
import { byNumber } from "../staff/people";

export type Due =
  | { key: string; at: string; promise: PromiseView }
  | { key: string; at: string; offer: OfferView; ticket: TicketView }
  | { key: string; at: string; referral: ReferralView };

/**
 * Promises, accepted offers, and referrals until both have met; those that ask longest first, the ones
 * that do not ask yet after them.
 */
export function awaited({
  promises,
  tickets,
  referrals,
}: Pick<LobbyState, "promises" | "tickets" | "referrals">): Due[] {
  const due: Due[] = [];
  for (const promise of Object.values(promises)) {
    if (promise.asks_at) due.push({ key: `promise ${promise.id}`, at: promise.asks_at, promise });
  }
  for (const ticket of Object.values(tickets)) {
    const { offer } = ticket;
    if (offer?.state === "accepted" && offer.asks_at)
      due.push({ key: `offer ${offer.id}`, at: offer.asks_at, offer, ticket });
  }
  for (const referral of Object.values(referrals)) {
    const at = turnEnds(referral);
    if (at) due.push({ key: `referral ${referral.id}`, at, referral });
  }
  return due.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Until when others look after it: whoever is asked may take it, whoever took it waits to be introduced. */
function turnEnds({ state, asks, since }: ReferralView): string | undefined {
  if (state === "submitted") return asks.at(-1)?.until ?? since;
  return state === "accepted" ? since : undefined;
}

export const asksNow = (due: Due, now: number): boolean => Date.parse(due.at) <= now;

/** Desks where somebody may be led to now, as they hang on the wall. */
export function freeDesks({ seats }: Pick<LobbyState, "seats">): SeatView[] {
  return byNumber(Object.values(seats).filter((seat) => seat.desk?.state === "free" && seat.staff));
}

/** The desk at which a relationship manager sits. */
export function deskOf({ seats }: Pick<LobbyState, "seats">, rm: string | undefined): SeatView | undefined {
  return rm === undefined
    ? undefined
    : Object.values(seats).find((seat) => seat.desk !== undefined && seat.staff?.id === rm);
}

/** An open counter with nobody called or served, whose services are this ticket's: no offer beside it. */
export function freeCounterFor(
  { seats }: Pick<LobbyState, "seats">,
  ticket: TicketView,
): SeatView | undefined {
  return byNumber(Object.values(seats)).find(
    (seat) =>
      seat.kind !== "desk" &&
      seat.state === "open" &&
      seat.staff !== undefined &&
      seat.ticket === undefined &&
      (seat.kind !== "vip" || ticket.class === "vip") &&
      seat.services.includes(ticket.service),
  );
}
