/** What the twin says of the rest of the day, and what a change would do; nothing here changes the hall. */
import { get, post } from "../api";

/**
 * Who comes in a quarter hour (or, first of a list, in the next hour): how many, the minutes that half
 * and nine in ten of those served do not exceed, and the part that is not served within the promise.
 */
export type Quarter = readonly [come: number, half: number | null, nine: number | null, late: number | null];
/** By class of line, and by `service/CODE`: the next hour, then each quarter hour. */
export type Groups = Record<string, Quarter[]>;

export interface Said {
  replications: number;
  promise_min: number;
  from_min: number; // of the first quarter hour, after opening
  /** By ticket: the further minutes that half and nine in ten do not exceed, and the chance to leave. */
  tickets: Record<string, readonly [half: number | null, nine: number | null, leaves: number | null]>;
  groups: Groups;
  counters: Record<string, number | null>;
  unserved: number;
}

export interface RestOfDay {
  learned?: { number: number; first: string; last: string; days: number } | null;
  sequence?: number | null; // of the last entry it knew
  at?: string | null; // branch's time
  age_s?: number | null; // machine seconds
  said?: Said | null;
  services?: Record<string, string>; // code → id
}

export type What = "open" | "close" | "move" | "divert" | "discipline";
/** Counters by their number, services by their code, machines by their kind. */
export interface Change {
  what: What;
  counter?: string;
  other?: string;
  service?: string;
  machine?: string;
  discipline?: string;
}

export type Interval = readonly [mean: number, low: number, high: number];
/** Of those who are here or come within the hour: the wait of nine in ten, in minutes. */
export interface Effect {
  before: number;
  after: number;
  band: readonly [low: number, high: number]; // nine in ten simulated days
  change: Interval; // 95 %, the simulation's error alone
}
export interface Answer {
  replications: number;
  within_min: number;
  groups: Record<string, Effect>;
  assumes?: number | null; // the part of offers believed to be taken, where no day has taught it
  saved_min: Interval; // of waiting, until closing; 95 % as above
  from_min: number;
  quarters: Groups;
}
export interface WhatIf {
  id: string;
  change: Change;
  asked_at: string;
  answer?: Answer | { refused: string } | null;
  sequence?: number | null;
}

const of = (branch: string, what: string) => `/api/branches/${branch}/${what}`;

export const forecastPath = (branch: string) => of(branch, "forecast");
export const whatIfsPath = (branch: string) => of(branch, "what-ifs");
const askWhatIf = (branch: string, change: Change) => post<{ id: string }>(whatIfsPath(branch), change);
const lookWhatIf = (branch: string, question: string) => get<WhatIf>(`${whatIfsPath(branch)}/${question}`);
/** Questions are answered within a second; a machine that is busy takes longer. */
export const whatIfs = (branch: string) => ({
  ask: (change: Change) => askWhatIf(branch, change),
  look: (id: string) => lookWhatIf(branch, id),
  patience: 10_000,
});
