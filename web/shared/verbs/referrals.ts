/** Verbs on referrals, as far as whoever refers needs them. */
import { get, post } from "../api";
import type { Business } from "./guidance";

export type Target = "rm" | "marketing_rm" | "e_banking";

export interface Referred {
  id: string;
  state: string;
  version: number;
  joined?: string; // the open one that it joins: somebody was first
}
export interface ReferralNow {
  id: string;
  state: string;
  version: number;
}
export interface Tracked {
  id: string;
  visit: string;
  state: string;
  asked?: string; // who is asked now; none: the branch head
  receiver?: string;
}

export const refer = (visit: string, slip: { target?: Target; business?: Business; spoken_yes?: boolean }) =>
  post<Referred>(`/api/visits/${visit}/refer`, slip);

const move = (verb: string) => (referral: string, version: number) =>
  post<ReferralNow>(`/api/referrals/${referral}/${verb}`, {}, { match: version });
export const undoReferral = move("undo");
export const sayYes = move("yes");

/** The tracking sheet of today: who is asked, who received. */
export const todaysReferrals = (branch: string) =>
  get<{ referrals: Tracked[] }>(`/api/branches/${branch}/referrals`);
