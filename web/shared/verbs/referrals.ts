/** Verbs on referrals. `version` is the one on screen; a stale one is refused and changes nothing. */
import { post } from "../api";
import type { ReferralTarget } from "../views";
import type { Business } from "./guidance";

export interface Referred {
  id: string;
  state: string;
  version: number;
  joined?: string; // the open one that it joins: somebody was first
}

export interface CardGiven extends Referred {
  serial: string;
  valid_until: string; // business date
}

/** A card was good: who gave it, and who had referred its holder, as far as that is known. */
export interface Redeemed {
  id: string;
  visit: string;
  given_on: string; // business date
  given_by?: string;
  referred_by?: string;
}

export const HAND_ON = ["not_mine", "other_product", "no_time", "known_elsewhere", "other"] as const;
export const LOST = [
  "no_time",
  "no_need",
  "rate",
  "other_bank",
  "needs_thought",
  "no_product",
  "other",
] as const;
export type HandOnReason = (typeof HAND_ON)[number];
export type LostReason = (typeof LOST)[number];
export type Outcome = "convert" | "follow_up" | "not_interested" | "no_offer";

const at = (referral: string, verb: string) => `/api/referrals/${referral}/${verb}`;
const move = (verb: string) => (referral: string, version: number) =>
  post<Referred>(at(referral, verb), {}, { match: version });

export interface Slip {
  target: ReferralTarget;
  business?: Business;
  spoken_yes: boolean;
  rm?: string; // asked before anybody else
}

export const refer = (visit: string, slip: Slip) => post<Referred>(`/api/visits/${visit}/refer`, slip);

export const undo = move("undo");
export const yes = move("yes");
/** They don't agree after all, or were heard wrongly: no refusal. */
export const takeBackYes = move("take-back-yes");
export const accept = move("accept");
export const introduce = move("introduce");
export const talk = move("talk");
export const refuse = move("refuse");
/** They did not decline, after all: at once, by who had tapped it. */
export const takeBackRefusal = move("take-back-refusal");
export const left = move("left");
export const card = (referral: string, version: number) =>
  post<CardGiven>(at(referral, "card"), {}, { match: version });
export const handOn = (referral: string, version: number, reason: HandOnReason) =>
  post<Referred>(at(referral, "hand-on"), { reason }, { match: version });
export const conclude = (referral: string, version: number, outcome: Outcome, reason: LostReason | "" = "") =>
  post<Referred>(at(referral, "conclude"), { outcome, reason }, { match: version });
export const redeem = (visit: string, serial: string) =>
  post<Redeemed>(`/api/visits/${visit}/redeem`, { serial });
