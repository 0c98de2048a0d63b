/** The customer file, consents, and sales held back. Every look is recorded. */
import { post } from "../api";
import type { CustomerClass, Instant, Need } from "../views";

export const PURPOSES = [
  "contact_phone",
  "contact_sms",
  "wealth_advice",
  "profile_keep",
  "need_keep",
  "share",
] as const;
export const CONTACTS = ["contact_phone", "contact_sms"] as const;
export const SCOPES = ["all", "deposit", "fund", "bond", "insurance", "wealth", "loan", "card"] as const;
export const EVIDENCE = ["signed_form", "counter_pad", "recorded_call", "app"] as const;
export const KEPT_NEEDS = ["elder", "disabled", "pregnant", "infant"] as const;
export const HOLD_REASONS = ["complaint", "dispute", "customer_asked", "fraud_check"] as const;
export type Purpose = (typeof PURPOSES)[number];
export type KeptNeed = (typeof KEPT_NEEDS)[number] & Need;
export type HoldReason = (typeof HOLD_REASONS)[number];

export interface Grant {
  purpose: Purpose;
  scope: (typeof SCOPES)[number];
  notice: string; // the version that was shown
  evidence: (typeof EVIDENCE)[number];
  reference: string; // the evidence's own number
}
export interface Consent extends Grant {
  id: string;
  given_at: Instant;
  withdrawn_at?: Instant | null;
}
export interface Holding {
  kind: Exclude<Grant["scope"], "all" | "card">;
  product: string;
  amount: number; // fen
  as_of: string; // date
  matures_on?: string | null;
}
export interface CustomerFile {
  id: string;
  version: number;
  customer_class: Exclude<CustomerClass, "potential">;
  name: string;
  address_form?: string | null;
  phone?: string | null;
  rm?: { id: string; name: string } | null;
  needs: KeptNeed[];
  numbers: { kind: "own" | "card" | "id"; number: string }[]; // masked
  consents: Consent[];
  holdings: Holding[];
  as_of: string; // date
  held?: { reason: HoldReason; since: Instant } | null;
  follow_ups: number; // what stands on the consent to contact them
}
export interface Found {
  home_branch: string;
  customer_class: CustomerFile["customer_class"];
  customer?: string | null; // absent: another branch's
  address_form?: string | null;
  phone?: string | null;
  rm?: { id: string; name: string } | null;
}
export interface Hold {
  customer: string;
  address_form?: string | null;
  phone?: string | null; // masked
  reason: HoldReason;
  since: Instant;
}

/** Whose file: of a visit, or of a referral, whose visit may be long ago. */
export type FileOf = { visit: string } | { referral: string };
export const filePath = (of: FileOf) =>
  "visit" in of ? `/api/visits/${of.visit}/file` : `/api/referrals/${of.referral}/file`;

const at = (customer: string, verb: string) => `/api/customers/${customer}/${verb}`;

export const consent = (customer: string, grant: Grant) => post(at(customer, "consents"), grant);
/** Of whoever a referral is about: the screen need not know who that is. */
export const consentOfReferral = (referral: string, version: number, grant: Grant) =>
  post(`/api/referrals/${referral}/consents`, grant, { match: version });
export const withdraw = (id: string) => post(`/api/consents/${id}/withdraw`, {});
export const need = (customer: string, version: number, what: "keep" | "forget", of: KeptNeed) =>
  post(at(customer, `needs/${what}`), { need: of }, { match: version });

export const holdsPath = (branch: string) => `/api/branches/${branch}/sales-holds`;
/** By an exact number or not at all. */
export const lookUp = (branch: string, kind: "own" | "card" | "id", number: string) =>
  post<Found>(`/api/branches/${branch}/customers/look-up`, { kind, number, reason: "complaint" });
export const holdSales = (customer: string, reason: HoldReason) =>
  post(at(customer, "hold-sales"), { reason });
export const liftHold = (customer: string) => post(at(customer, "lift-hold"), {});
