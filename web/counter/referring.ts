/** What the counter knows of the referral of whoever it serves. Pure. */
import type { SignalWord } from "../shared/verbs/visits";
import type { Slip } from "../shared/verbs/referrals";
import type { CounterState, ReferralTarget, ReferralView, TicketView } from "../shared/views";
import { byNumber } from "../staff/people";
import { type Counts, mostNoted, notable, type Sheet, sheetWith } from "../staff/signals";
import { secondsUntil, UNDO_MS } from "../staff/time";

const AT_ONCE = 5; // beside the way to the others: whole words in two columns

/** What a teller may note: what was noted already, then what mostly is; the rest by state. */
export function signalsToChoose(
  signals: readonly SignalWord[],
  noted: Record<string, string>,
  counts: Counts,
): Sheet {
  const already = signals.filter(({ code }) => code in noted);
  const others = notable(signals, "teller").filter(({ code }) => !(code in noted));
  const first = [...already, ...mostNoted(others, counts, "teller")].slice(0, AT_ONCE);
  return sheetWith(
    first,
    others.sort((a, b) => b.strength - a.strength),
  );
}

/** Where a second tap sends a customer. */
export type Destination =
  | { kind: "rm"; rm?: string }
  | { kind: "post"; post: Exclude<ReferralTarget, "rm"> }
  | { kind: "card" }
  | { kind: "refused" };

/** The slip of a second tap; a card and a refusal say nothing of a yes. */
export function slipTo(to: Destination, agreed: boolean): Slip {
  const target = to.kind === "post" ? to.post : "rm";
  const business = target === "rm" ? "wealth" : "other";
  const spoken_yes = agreed && (to.kind === "rm" || to.kind === "post");
  return { target, business, spoken_yes, ...(to.kind === "rm" && to.rm ? { rm: to.rm } : {}) };
}

/** A relationship manager at a desk, and how soon they could see somebody. */
export interface Adviser {
  id: string;
  name: string;
  desk: string; // number
  free: boolean;
  minutes?: number; // until the desk is free, where that is known
}

const MOST_ADVISERS = 2;

/** Relationship managers who are at their desks, whoever is free first. */
export function advisersOf({ seats }: Pick<CounterState, "seats">, now: number): Adviser[] {
  const here = byNumber(Object.values(seats)).flatMap(({ desk, staff, number }): Adviser[] => {
    if (!staff || !desk || desk.state === "absent" || desk.state === "paused") return [];
    const minutes = desk.until ? Math.ceil(secondsUntil(desk.until, now) / 60) : undefined;
    const free = desk.state === "free";
    return [
      { id: staff.id, name: staff.name, desk: number, free, ...(minutes === undefined ? {} : { minutes }) },
    ];
  });
  const soon = ({ free, minutes }: Adviser) => (free ? -1 : (minutes ?? Infinity));
  return here.sort((a, b) => soon(a) - soon(b)).slice(0, MOST_ADVISERS);
}

/** The open referral of a visit; a counter is shown no others. */
export function referralOf(state: CounterState, ticket: TicketView | undefined): ReferralView | undefined {
  return ticket && Object.values(state.referrals).find(({ visit }) => visit === ticket.visit);
}

export type ReferralAct = "undo" | "yes" | "introduce" | "card" | "refuse";

/** What may be done now. Without the customer's word only a card or a refusal remain, besides asking. */
export function actsOn(referral: ReferralView, me: string | undefined, now: number): ReferralAct[] {
  const { state, source, spoken_yes } = referral;
  const acts: ReferralAct[] = [];
  if (state === "submitted" && source.id === me && undoSeconds(referral, now) > 0) acts.push("undo");
  if (referral.held) return [...acts, "refuse"];
  if (!spoken_yes && (state === "submitted" || state === "accepted")) acts.push("yes");
  if (spoken_yes && state === "accepted") acts.push("introduce");
  return [...acts, "card", "refuse"];
}

/** A refusal that was tapped here; `by` the slip that said so, which goes back with it. */
export interface Declined {
  id: string;
  version: number;
  visit: string;
  since: number; // branch time
  by?: "slip";
}

/** For how many seconds the refusal of this visit may be taken back still. */
export function declinedSeconds(declined: Declined | undefined, visit: string, now: number): number {
  if (declined?.visit !== visit) return 0;
  return Math.max(0, Math.ceil((declined.since + UNDO_MS - now) / 1000));
}

export function undoSeconds(referral: ReferralView, now: number): number {
  return secondsUntil(referral.notice_at, now);
}
