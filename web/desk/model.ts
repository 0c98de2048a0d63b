/** What the moment means at a relationship manager's desk. Pure: the time is an argument. */
import type { DeskState, PromiseView, ReferralView, SeatView } from "../shared/views";
import { byNumber } from "../staff/people";
import { secondsUntil } from "../staff/time";

/** Whom a submitted referral asks now, until when; `head` once nobody else is left. */
export type Turn = { who: string; until: string } | "head" | undefined;

export function turnOf(referral: ReferralView, now: number): Turn {
  if (referral.state !== "submitted" || now < Date.parse(referral.notice_at)) return undefined;
  const turn = referral.asks.find(({ until }) => now < Date.parse(until));
  return turn ? { who: turn.id, until: turn.until } : "head";
}

/** A referral that asks me now; without `seconds` it asks the branch head, and waits. */
export interface Asked {
  referral: ReferralView;
  seconds?: number;
}

const bySince = <Thing extends { since: string }>(a: Thing, b: Thing) =>
  Date.parse(a.since) - Date.parse(b.since);

export function isHead(rights: readonly string[]): boolean {
  return rights.includes("run_day") && rights.includes("receive_referral");
}

/** What asks me now, the most urgent first. */
export function askedOf(state: DeskState, rights: readonly string[], now: number): Asked[] {
  const found = Object.values(state.referrals)
    .sort(bySince)
    .flatMap((referral): Asked[] => {
      const turn = turnOf(referral, now);
      if (turn === "head") return isHead(rights) ? [{ referral }] : [];
      return turn?.who === state.me.id ? [{ referral, seconds: secondsUntil(turn.until, now) }] : [];
    });
  return found.sort((a, b) => (a.seconds ?? Infinity) - (b.seconds ?? Infinity) || 0);
}

const STAGES = ["in_talk", "introduced", "accepted"];

/** What I took on today and is not over: talks first, then whoever is nearest to one. */
export function mineOf(state: DeskState): ReferralView[] {
  return Object.values(state.referrals)
    .filter(({ state: stage, receiver }) => STAGES.includes(stage) && receiver?.id === state.me.id)
    .sort((a, b) => STAGES.indexOf(a.state) - STAGES.indexOf(b.state) || bySince(a, b));
}

/** What an ended day left to follow up, and what was agreed today, oldest first. */
export function followUpsOf(state: DeskState): ReferralView[] {
  return Object.values(state.referrals)
    .filter(({ state: stage }) => stage === "unfinished" || stage === "follow_up")
    .sort(bySince);
}

/** What is awaited from me, heard of only once it can no longer be undone. */
export function promisesOf(state: DeskState, now: number): PromiseView[] {
  return Object.values(state.promises)
    .filter(({ notice_at }) => now >= Date.parse(notice_at))
    .sort((a, b) => Number(b.state === "led") - Number(a.state === "led") || bySince(a, b));
}

/** What is awaited of a referral's customer: shown and answered in the referral's own row. */
export function promiseFor(state: DeskState, { visit }: ReferralView, now: number): PromiseView | undefined {
  return promisesOf(state, now).find((promise) => promise.visit === visit);
}

/** What is awaited from me of whoever stands in no other row. */
export function promisesApart(state: DeskState, rights: readonly string[], now: number): PromiseView[] {
  const asked = askedOf(state, rights, now).map(({ referral }) => referral);
  const shown = new Set([...asked, ...mineOf(state)].map(({ visit }) => visit));
  return promisesOf(state, now).filter(({ visit }) => !shown.has(visit));
}

/** Where my customer is: at a counter, in a line, at the door. */
export type Where =
  { at: "counter"; number: string } | { at: "door" | "waiting" | "aside" | "missed" | "hall" | "served" };

const AT = {
  waiting: "waiting",
  called: "hall",
  serving: "hall",
  parked: "aside",
  missed: "missed",
  done: "served",
  abandoned: "hall",
} as const;

export function whereIs(state: DeskState, place: { ticket?: string; door?: number }): Where {
  const ticket = place.ticket ? state.tickets[place.ticket] : undefined;
  if (!ticket) return { at: place.door === undefined ? "hall" : "door" };
  const seat =
    ticket.counter === state.seat?.id ? state.seat : ticket.counter ? state.seats[ticket.counter] : undefined;
  if (seat && (ticket.state === "called" || ticket.state === "serving"))
    return { at: "counter", number: seat.number };
  return { at: AT[ticket.state] };
}

/** Desks and VIP counters that nobody sits at: where a relationship manager sits, there they receive. */
export function vacantDesks(state: DeskState): SeatView[] {
  return byNumber(Object.values(state.seats)).filter(
    ({ kind, state: seat }) => (kind === "desk" || kind === "vip") && seat === "vacant",
  );
}

/** The one thing to do next. */
export type Next =
  | { kind: "accept"; referral: ReferralView; seconds?: number }
  | { kind: "talk" | "yes" | "introduce" | "conclude"; referral: ReferralView }
  | { kind: "arrived"; promise: PromiseView }
  | { kind: "nothing" };

/** Who asks goes first, since the time for an answer runs; then whoever is nearest to a talk. */
export function nextOf(state: DeskState, rights: readonly string[], now: number): Next {
  const asked = askedOf(state, rights, now).find(({ referral }) => !referral.held);
  if (asked) return { kind: "accept", ...asked };
  const mine = mineOf(state);
  const introduced = mine.find((each) => each.state === "introduced" && !each.held);
  if (introduced) return { kind: "talk", referral: introduced };
  const led = state.seat && promisesOf(state, now).find((each) => each.state === "led");
  if (led) return { kind: "arrived", promise: led };
  const accepted = mine.find((each) => each.state === "accepted" && !each.held);
  if (accepted) return { kind: accepted.spoken_yes ? "introduce" : "yes", referral: accepted };
  const talk = mine.find((each) => each.state === "in_talk");
  return talk ? { kind: "conclude", referral: talk } : { kind: "nothing" };
}
