/** Another place is offered, and what becomes of the offer; nothing here decides anything. */
import { post } from "../api";
import type { DiversionPlace, Words } from "../views";
import type { Because, Business } from "./guidance";
import type { Moved } from "./tickets";

export type WhyNot = "protected" | "counter_free" | "table" | "no_place";
export type Decline = "prefers_person" | "not_used_to" | "nearly_my_turn" | "did_not_work" | "other";
export type Outcome = "done" | "returned" | "unknown";

export interface OfferNow {
  id: string;
  ticket: string;
  number: string;
  state: "offered" | "not_offered";
  version: number;
  equal: boolean; // two equal buttons, nothing recommended
  accompany: boolean;
  place?: DiversionPlace;
  where?: string;
  why?: Words; // fit for the customer's ears
  why_not?: WhyNot; // for staff only
  help?: string;
  because?: Because; // for staff only
}
export interface OfferMoved {
  id: string;
  state: string;
  version: number;
  asks_at?: string;
  ticket: Moved;
}
export interface Candidate {
  ticket: string;
  number: string;
  version: number;
  service: string;
  issued_at: string;
  place: DiversionPlace;
  where: string;
  spot?: string;
  why: Words;
  saved?: { low: number; middle: number; high: number }; // minutes; absent: too little is known
}
export interface Candidates {
  level_pct: number; // of the ranges
  candidates: Candidate[];
}

export const candidatesPath = (branch: string) => `/api/branches/${branch}/diversion/candidates`;
export const offer = (
  ticket: string,
  version: number,
  said: { business?: Business; amount_yuan?: number; asked?: boolean } = {},
) => post<OfferNow>(`/api/tickets/${ticket}/offer`, said, { match: version });

const on = (offered: string, verb: string) => `/api/offers/${offered}/${verb}`;
export const accept = (offered: string, version: number) =>
  post<OfferMoved>(on(offered, "answer"), { answer: "accept" }, { match: version });
export const decline = (offered: string, version: number, reason?: Decline) =>
  post<OfferMoved>(on(offered, "answer"), reason ? { answer: "decline", reason } : { answer: "decline" }, {
    match: version,
  });
export const withdraw = (offered: string, version: number) =>
  post<OfferMoved>(on(offered, "withdraw"), {}, { match: version });
export const comeBack = (offered: string, version: number) =>
  post<OfferMoved>(on(offered, "return"), {}, { match: version });
export const closeOffer = (offered: string, version: number, outcome: Outcome) =>
  post<OfferMoved>(on(offered, "close"), { outcome }, { match: version });
