/** What the counter knows of the referral of whoever it serves. Pure. */
import type { SignalWord } from "../shared/verbs/visits";
import type { CounterState, ReferralView, TicketView } from "../shared/views";
import { secondsUntil } from "../staff/time";

/** What a teller may note, what was noted already first, then by strength. */
export function signalsToChoose(signals: SignalWord[], noted: Record<string, string>): SignalWord[] {
  return signals
    .filter(({ code, sources }) => code in noted || sources.includes("teller"))
    .sort((a, b) => Number(b.code in noted) - Number(a.code in noted) || b.strength - a.strength);
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
  if (!spoken_yes && (state === "submitted" || state === "accepted")) acts.push("yes");
  if (spoken_yes && state === "accepted") acts.push("introduce");
  return [...acts, "card", "refuse"];
}

export function undoSeconds(referral: ReferralView, now: number): number {
  return secondsUntil(referral.notice_at, now);
}

/** Who has it, or who is asked now; nobody's name once it waits for the branch head. */
export function whoHas(referral: ReferralView, now: number): string {
  if (referral.receiver) return referral.receiver.name;
  return referral.asks.find(({ until }) => now < Date.parse(until))?.name ?? "";
}
