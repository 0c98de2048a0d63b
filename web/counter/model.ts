import type { Occasion } from "../shared/verbs/scripts";
import type { CounterState, PromiseView, ReferralView, TicketView } from "../shared/views";
import { byArrival, inState } from "../staff/people";
import { minutesSince } from "../shared/clock";
import { secondsSince, secondsUntil } from "../staff/time";

/** The ticket at this counter, called or in service. */
export function inHand(state: CounterState): TicketView | undefined {
  return state.seat.ticket ? state.tickets[state.seat.ticket] : undefined;
}

/** What the big button would do, or why it does nothing. */
export type Call =
  | { can: true; finishes?: TicketView; calls?: TicketView }
  | { can: false; why: "nobody" | "not_yet" | "not_open" | "not_arrived" | "held" | "talk" | "cut" };

/** Who is on the way to this counter, where a relationship manager sits. */
export function ledHere({
  promises,
  seat,
}: Pick<CounterState, "promises" | "seat">): PromiseView | undefined {
  return Object.values(promises).find(({ state, desk }) => state === "led" && desk === seat.number);
}

/** The talk of whoever sits here, while nobody has said what came of it. */
export function talkOf({
  referrals,
  seat,
}: Pick<CounterState, "referrals" | "seat">): ReferralView | undefined {
  return Object.values(referrals).find(
    ({ state, receiver }) => state === "in_talk" && receiver !== undefined && receiver.id === seat.staff?.id,
  );
}

/** What was promised to whoever is in hand. */
export function promisedTo({ promises }: Pick<CounterState, "promises">, { visit }: TicketView) {
  return Object.values(promises).find((promise) => promise.visit === visit && promise.state === "promised");
}

export function callOf(state: CounterState, cut: boolean, now: number): Call {
  const hand = inHand(state);
  if (cut) return { can: false, why: "cut" };
  const closing = state.seat.state === "closing";
  if (state.seat.state !== "open" && !(closing && hand)) return { can: false, why: "not_open" };
  if (!hand && state.seat.desk?.state === "held") return { can: false, why: "held" };
  if (talkOf(state)) return { can: false, why: "talk" };
  // Who was called a moment ago and hasn't come is neither served nor passed by one more press.
  if (hand && (awaited(hand, now)?.passIn ?? 0) > 0) return { can: false, why: "not_arrived" };
  const next = closing || !state.next ? undefined : state.tickets[state.next.ticket];
  if (!hand && !next) return { can: false, why: state.order.length > 0 ? "not_yet" : "nobody" };
  return { can: true, ...(hand ? { finishes: hand } : {}), ...(next ? { calls: next } : {}) };
}

/** How long somebody called has been awaited, against the time after which they may be passed. */
export interface Awaited {
  gone: number; // seconds
  allowed: number; // seconds from the call until it may be passed
  recallIn: number; // seconds until the next recall, 0: now
  passIn: number;
  recalls: number;
  recallable: boolean; // false once they are used up: then the server names no next one
}

export function awaited(ticket: TicketView, now: number): Awaited | undefined {
  if (ticket.state !== "called" || !ticket.called_at) return undefined;
  const gone = secondsSince(ticket.called_at, now);
  const allowed = ticket.pass_after
    ? Math.max(0, Math.round((Date.parse(ticket.pass_after) - Date.parse(ticket.called_at)) / 1000))
    : 0;
  return {
    gone,
    allowed,
    recallIn: secondsUntil(ticket.recall_after, now),
    passIn: secondsUntil(ticket.pass_after, now),
    recalls: ticket.recalls ?? 0,
    recallable: ticket.recall_after !== undefined,
  };
}

/** Where the bar of a service ends, in minutes: room beyond the slow tenth and beyond what has passed. */
export interface Span {
  low: number;
  middle: number;
  high: number;
  end: number;
  gone: number; // minutes, exact
  remaining: number; // whole minutes, at least 0
  slow: boolean; // beyond the slow tenth
}

export function spanOf(ticket: TicketView, now: number): Span | undefined {
  if (!ticket.started_at || !ticket.expected) return undefined;
  const gone = secondsSince(ticket.started_at, now) / 60;
  const low = Math.round(ticket.expected.p10);
  const middle = Math.max(1, Math.round(ticket.expected.p50));
  const high = Math.max(middle + 1, Math.round(ticket.expected.p90));
  const need = Math.max(high * 1.3, gone * 1.1);
  const end = need <= 15 ? 15 : Math.ceil(need / 10) * 10;
  return {
    low,
    middle,
    high,
    end,
    gone,
    remaining: Math.max(0, Math.round(ticket.expected.p50 - gone)),
    slow: gone > high,
  };
}

/** The heads of the lines around the next one, in order of arrival, to draw who passes whom. */
export function heads(state: CounterState, room = 4): TicketView[] {
  const known = state.order.flatMap((id) => state.tickets[id] ?? []);
  const next = state.next && state.tickets[state.next.ticket];
  const needed = new Set([...(state.next?.passes ?? []), ...(next ? [next.id] : [])]);
  const first = known.filter((ticket) => needed.has(ticket.id));
  const others = known.filter((ticket) => !needed.has(ticket.id));
  const chosen = [...first, ...others].slice(0, Math.max(room, 1));
  if (next && !chosen.includes(next)) chosen[chosen.length - 1] = next;
  return byArrival(chosen);
}

export function passed(state: CounterState): TicketView[] {
  return (state.next?.passes ?? []).flatMap((id) => state.tickets[id] ?? []);
}

/** Whoever follows the next one, in the order in which this counter would call them. */
export function following(state: CounterState, many = 4): TicketView[] {
  return state.order
    .filter((id) => id !== state.next?.ticket)
    .flatMap((id) => state.tickets[id] ?? [])
    .slice(0, many);
}

export function missedOf(state: CounterState): TicketView[] {
  return inState(state.tickets, "missed");
}

export function parkedOf(state: CounterState): TicketView[] {
  return inState(state.tickets, "parked");
}

/** Somebody who waits here; of those further back only the number is known. */
export interface Found {
  id: string;
  number: string;
  ticket?: TicketView;
}

/** Waiting people whose number contains what was typed; `052` finds A052. */
export function findWaiting(state: CounterState, typed: string): Found[] {
  const wanted = typed.trim().toUpperCase();
  const inOrder = state.order.flatMap((id) => state.tickets[id] ?? []);
  const rest = inState(state.tickets, "waiting").filter((ticket) => !inOrder.includes(ticket));
  const known = [...inOrder, ...rest].map((ticket) => ({ id: ticket.id, number: ticket.number, ticket }));
  const others = Object.entries(state.numbers)
    .filter(([, id]) => !state.tickets[id])
    .map(([number, id]) => ({ id, number }));
  return [...known, ...others].filter(({ number }) => number.toUpperCase().includes(wanted));
}

/** Waited until called; without a call, until now. */
export function waitedMinutes(ticket: TicketView, now: number): number {
  const until = ticket.called_at ? Date.parse(ticket.called_at) : now;
  return minutesSince(ticket.issued_at, until);
}

/** A mistaken finish can be taken back while this is above zero. */
export function reopenSeconds(state: CounterState, now: number): number {
  return state.last ? secondsUntil(state.last.reopen_until, now) : 0;
}

export type Step = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What was said of a service by a tap: its business is done, a rating was asked for. */
export interface Marks {
  handled?: boolean;
  rated?: boolean;
}

/** The step of the seven that the moment suggests; nothing is referred before the business is done. */
export function stepOf(hand: TicketView | undefined, now: number, marks: Marks = {}): Step | undefined {
  if (!hand) return undefined;
  if (hand.state === "called") return 1;
  if (!hand.started_at) return undefined;
  if (marks.rated) return 6;
  if (marks.handled) return 5;
  const seconds = secondsSince(hand.started_at, now);
  if (seconds < 20) return 2;
  return seconds < 45 ? 3 : 4;
}

const MOMENTS: Partial<Record<Step, string>> = { 4: "process", 5: "recommend", 6: "hand_back" };

/** When something may be said to whom: from the service on and never before, until they have gone. */
export function occasionOf(state: CounterState, step: Step | undefined): Occasion | undefined {
  const hand = inHand(state);
  if (step === 7 && !hand && state.last) return { ticket: state.last.ticket, moment: "see_off" };
  const moment = step && MOMENTS[step];
  return hand?.state === "serving" && moment ? { ticket: hand.id, moment } : undefined;
}
