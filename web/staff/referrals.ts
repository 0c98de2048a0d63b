/** What staff screens read from a referral alike. Pure. */
import type { ReferralView } from "../shared/views";

/** Who has it, or who is asked now; nobody's name once it waits for the branch head. */
export function whoHas(referral: ReferralView, now: number): string {
  if (referral.receiver) return referral.receiver.name;
  return referral.asks.find(({ until }) => now < Date.parse(until))?.name ?? "";
}
