/** Verbs on guidance: where a customer goes, and promises that a relationship manager comes. */
import { post } from "../api";
import type { Words } from "../views";

export type Business =
  "small_cash" | "large_cash" | "fee" | "non_cash" | "opening" | "wealth" | "corporate" | "other";
export type Reply = "unasked" | "willing" | "no_time" | "refuses";
export type GuidanceState = "told" | "led" | "promised" | "met" | "not_come" | "let_go" | "undone";

/** Why somebody is led without being referred. */
export type OnlyGuided = "no_yes" | "no_interest" | "refused_contact" | "sales_held" | "nobody_else";

/** The referral that leading made or belongs to, or why there is none; neither: nobody is led. */
export interface LedOn {
  referral?: string;
  only_guided?: OnlyGuided;
}
/** What the row of a table that decided asks about, as it was: codes, and the lower ends of bands. */
export type Because = Record<string, string | number>;

export interface Guided extends LedOn {
  id: string;
  path: string;
  next: string;
  state: GuidanceState;
  why: Words; // fit for the customer's ears
  version: number;
  desk?: string; // the counter's id
  rm?: string;
  until?: string; // led: the desk is kept so long
  asks_at?: string;
  guard?: "sales_held"; // why the way is an ordinary one
  because: Because;
}
export interface GuidanceNow {
  id: string;
  state: GuidanceState;
  version: number;
  desk?: string;
  until?: string;
  asks_at?: string;
}
export interface Guiding {
  business?: Business;
  reply?: Reply;
  reserved?: boolean;
  asked?: boolean;
  rm?: string;
  desk?: string;
  instead?: string; // what was awaited by an earlier word; a refusal ends whatever is
}

const move = (verb: string) => (guidance: string, version: number) =>
  post<GuidanceNow>(`/api/guidances/${guidance}/${verb}`, {}, { match: version });

export const guide = (visit: string, ask: Guiding) => post<Guided>(`/api/visits/${visit}/guide`, ask);
export const undoGuidance = move("undo");
export const keepWaiting = move("keep-waiting");
export const letGo = move("let-go");
export const notCome = move("not-come");
export const arrived = move("arrived");
export const takeBackLeading = move("take-back-leading");
export const lead = (guidance: string, version: number, desk?: string) =>
  post<GuidanceNow & LedOn>(`/api/guidances/${guidance}/led`, desk ? { desk } : {}, { match: version });
