/** Verbs on visits: the door, what was said or done, the class, whose visit it is. */
import { post } from "../api";
import type { ClassBasis, CustomerClass, Need } from "../views";

/** A tap kept while the line was cut is told by its age, in seconds; an older one is not told at all. */
export const MOST_AGE_S = 1800;

export interface Greeted {
  visit: string;
  door?: number;
  greeted_at: string;
}
export interface Identified {
  visit: string;
  customer_class: CustomerClass;
  class_by: ClassBasis;
  version: number;
}
export interface SignalNow {
  id: string;
  visit: string;
  code: string;
  undone: boolean;
}

export type SignalState = "enter" | "consult" | "wait";
export interface SignalWord {
  code: string;
  state: SignalState;
  strength: number; // 0 to 4
  sources: string[];
  words: string; // in the reader's language
}

export type ClassReason =
  "customer_said_no" | "known_customer" | "mistaken" | "wrong_person" | "staff_judgement";
export type LookReason = "serving" | "appointment" | "referral" | "complaint" | "correction" | "review";

export const signalsPath = (branch: string) => `/api/branches/${branch}/signals`;

/** Without a ticket or visit somebody has just come through the door. */
export const greet = (branch: string, whom: { ticket?: string; visit?: string } = {}, age_s = 0) =>
  post<Greeted>(`/api/branches/${branch}/greetings`, age_s ? { ...whom, age_s } : whom);
export const undoGreeting = (visit: string) =>
  post<{ visit: string; gone: boolean }>(`/api/visits/${visit}/undo-greeting`, {});
export const noteSignal = (visit: string, code: string, age_s = 0) =>
  post<SignalNow>(`/api/visits/${visit}/signals`, age_s ? { code, age_s } : { code });
export const undoSignal = (signal: string) => post<SignalNow>(`/api/signals/${signal}/undo`, {});

/** Without a class the staff's own word is taken back. */
export const sayClass = (
  visit: string,
  version: number | undefined,
  said: { class?: CustomerClass; reason: ClassReason },
) => post<Identified>(`/api/visits/${visit}/class`, said, match(version));
/** Protected need, before there is a number; unknown: what was said is taken back. */
export interface Care {
  need?: Need;
  protected?: boolean | "unknown";
}
export interface Cared {
  visit: string;
  protected?: boolean;
  version: number;
}
export const mark = (visit: string, version: number | undefined, care: Care) =>
  post<Cared>(`/api/visits/${visit}/mark`, care, match(version));
export const join = (visit: string, ticket: string) =>
  post<Identified>(`/api/visits/${visit}/join`, { ticket });
export const linkCustomer = (
  visit: string,
  version: number | undefined,
  of: { kind: "card" | "id"; number: string; reason: LookReason },
) => post<Identified>(`/api/visits/${visit}/customer`, of, match(version));
export const unlinkCustomer = (visit: string, version: number, reason: ClassReason) =>
  post<Identified>(`/api/visits/${visit}/unlink`, { reason }, { match: version });

const match = (version: number | undefined) => (version === undefined ? {} : { match: version });
