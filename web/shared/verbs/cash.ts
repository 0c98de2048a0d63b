/** Large cash: reservations, what is asked for at a counter, payments that are held. Sums are fen. */
import { get, post } from "../api";
import type { Instant, Words } from "../views";

export type CashPhase =
  | "requested"
  | "confirmed"
  | "cash_prepared"
  | "paid"
  | "partly_paid"
  | "no_show"
  | "cancelled"
  | "converted_to_transfer"
  | "held_for_fraud_check"
  | "police_referred";

/** Signs of fraud: what somebody did or said, never how they look. */
export const SIGNS = [
  "coached",
  "in_a_hurry",
  "evasive",
  "unknown_payee",
  "mule_signs",
  "police_notice",
  "other",
] as const;
export type Sign = (typeof SIGNS)[number];

export interface Hold {
  reason: string;
  since: Instant;
  review_by: Instant;
  late: boolean; // the heads were called
  yours: boolean; // you held it: somebody else looks
}

export interface Wish {
  id: string;
  state: CashPhase;
  reserved: boolean; // else said at a counter
  day: string;
  phone?: string; // its last four digits
  ticket?: string; // id
  number?: string; // the ticket's
  yours: boolean; // you reserved or confirmed it: somebody else prepares it
  hold?: Hold;
  version: number;
  amount_fen?: number; // these three: for who prepares or pays
  left_fen?: number;
  notes?: number[]; // of 100, 50, 20, 10, 5 and 1 yuan
}

export interface CashDay {
  day: string;
  days: string[]; // can be reserved for now, the earliest first
  final: string[]; // the days before them whose list is closed
  final_at?: Instant;
  large_fen: number;
  wishes: Wish[];
}

export interface Preparation {
  day: string;
  final_at?: Instant; // nothing more comes to the list from then on
  earliest: string;
  final: string[];
  total_fen: number;
  notes: { yuan: number; count: number }[];
  reservations: Wish[];
}

export type CashFound = "enough" | "part" | "none";

export interface CashAsked {
  id: string;
  state: CashPhase;
  action: "pay" | "choose" | "check_fraud";
  why: Words; // fit for the customer's ears
  table_version: number;
  row: number;
  version: number;
}

export interface CashNow {
  id: string;
  state: CashPhase;
  day: string;
  version: number;
}

export interface CashAsk {
  cash: CashFound;
  amount_fen?: number;
  reservation?: string; // or the id of a sum asked about before
  signs?: Sign;
  ticket?: string;
}

export interface NewCash {
  day: string;
  amount_fen: number;
  notes: number[];
  phone: string;
}

const of = (branch: string, rest = "") => `/api/branches/${branch}/cash${rest}`;
const onDay = (day: string | undefined) => (day === undefined ? "" : `?day=${day}`);
const move =
  <Body extends object = object>(verb: string) =>
  (cash: string, version: number, body?: Body) =>
    post<CashNow>(`/api/cash/${cash}/${verb}`, body ?? {}, { match: version });

/** Without a day: the earliest that can be reserved for. */
export const cashDayPath = (branch: string, day?: string) => of(branch, `/day${onDay(day)}`);
export const preparationPath = (branch: string, day?: string) => of(branch, `/preparation${onDay(day)}`);
export const holdsPath = (branch: string) => of(branch, "/holds");
export const cashDay = (branch: string, day?: string) => get<CashDay>(cashDayPath(branch, day));

export const reserveCash = (branch: string, wanted: NewCash) => post<CashNow>(of(branch), wanted);
export const askCash = (branch: string, ask: CashAsk) => post<CashAsked>(of(branch, "/ask"), ask);
export const confirmCash = move("confirm");
export const prepareCash = move("prepare");
export const payCash = move("pay");
export const payPart = move<{ amount_fen: number }>("part");
export const rebookCash = move<{ day: string; notes: number[]; phone: string }>("rebook");
export const convertCash = move("convert");
export const cancelCash = move<{ reason: "customer" | "duplicate" }>("cancel");
export const holdCash = move<{ reason: Sign }>("hold");
/** Lifted, or with the police's reference made known to them. */
export const reviewHold = move<{ reference?: string }>("review");
