/** What asks again by itself: promises whose minutes are over, places that somebody went to, referrals. */
import type { LobbyState, OfferView, PromiseView, ReferralView, SeatView, TicketView } from "../shared/views";
import { byNumber } from "../staff/people";

export type Due =
  | { key: string; at: string; promise: PromiseView; referral?: ReferralView } // of one customer
  | { key: string; at: string; offer: OfferView; ticket: TicketView }
  | { key: string; at: string; referral: ReferralView };

/**
 * Promises, accepted offers, and referrals until both have met; those that ask longest first, the ones
 * that do not ask yet after them. A customer stands here once: who is led or was promised somebody asks
 * as that does, whatever referral it belongs to.
 */
export function awaited({
  promises,
  tickets,
  referrals,
}: Pick<LobbyState, "promises" | "tickets" | "referrals">): Due[] {
  const due: Due[] = [];
  const referred = Object.values(referrals).filter((referral) => turnEnds(referral));
  const told = new Set<ReferralView>();
  for (const promise of Object.values(promises)) {
    if (!promise.asks_at) continue;
    const referral = referred.find(({ visit }) => visit === promise.visit);
    if (referral) told.add(referral);
    due.push({
      key: `promise ${promise.id}`,
      at: promise.asks_at,
      promise,
      ...(referral ? { referral } : {}),
    });
  }
  for (const ticket of Object.values(tickets)) {
    const { offer } = ticket;
    if (offer?.state === "accepted" && offer.asks_at)
      due.push({ key: `offer ${offer.id}`, at: offer.asks_at, offer, ticket });
  }
  for (const referral of referred) {
    const at = turnEnds(referral);
    if (at && !told.has(referral)) due.push({ key: `referral ${referral.id}`, at, referral });
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

/** Whether a counter calls such a number by rule: a VIP counter only VIPs, and who is in an emergency. */
const calledAt = ({ kind }: SeatView, { class: of, emergency }: TicketView) =>
  kind !== "vip" || of === "vip" || emergency;

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
      seat.desk?.state !== "held" &&
      (ticket.counter ? ticket.counter === seat.id : calledAt(seat, ticket)) &&
      seat.services.includes(ticket.service),
  );
}
