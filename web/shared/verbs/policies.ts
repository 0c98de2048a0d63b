/** Decision tables and the life of their versions. `version` is the one on screen: If-Match. */
import { get, post } from "../api";
import type { Instant, Words } from "../views";

/** What a table asks: closed codes, or quantities cut at `edges`. */
export interface Clause {
  name: string;
  codes: string[];
  edges: number[];
}

/** The codes that a result may have in rows that fit any case of these cells. */
export interface Limit {
  cells: string[];
  codes: string[];
}

/** What a table answers; codes `by_law` stand only in locked rows. */
export interface Outcome {
  name: string;
  codes: string[];
  by_law: string[];
  limits: Limit[];
}

export type Phase =
  | "draft"
  | "checking"
  | "tried"
  | "outdated"
  | "waiting"
  | "returned"
  | "scheduled"
  | "live"
  | "yielding"
  | "retired"
  | "rolled_back";

export interface Step {
  by?: string; // absent: a command
  at: Instant;
}

/** One version; number 0 is what a bank starts with, and has no id. */
export interface PolicyVersion {
  id?: string;
  number: number;
  state: Phase;
  faults: number;
  editors: string[];
  approved_by?: string;
  reason?: string;
  live_from?: Instant;
  ended_at?: Instant;
  version: number;
  digest: string; // of its rows, as a trial of them names it
  yours: boolean; // whoever asks edited it, and so may not approve it
  edited?: Step;
  tried?: Step;
  submitted?: Step;
  answered?: Step;
}

/** A table without its rows: all that reading and deciding need. */
export interface Kind {
  name: string;
  hit: "unique" | "first";
  changes: "any_time" | "day_break";
  carried: boolean; // no past decisions are kept of it
  inputs: Clause[];
  outputs: Outcome[];
}

export interface PolicyTable extends Kind {
  begins: Instant[]; // when the next business days begin
  versions: PolicyVersion[]; // newest first
  bank?: number; // the version that head office has in force
  opens?: boolean; // this is head office: its rows say what branches may choose instead
}

/** A rule: a cell (S-FEEL) for each clause, a code for each outcome, and why, for the customer. */
export interface Row {
  cells: string[];
  results: string[];
  why: Words;
  locked: boolean;
  may: string[][]; // results that a branch may choose instead, in head office's version
}

/** What can't be read: `row` counts from 1, 0 is the table. */
export interface Trouble {
  row: number;
  column: string;
  code: string;
  title: string;
}

export type Value = string | number;
export type Values = Record<string, Value>;

export interface Finding {
  fault: "gap" | "overlap" | "unreachable";
  rows: number[];
  case: Values;
  box: string[];
  mend_row?: number;
  mend_column?: string;
  mend_cell?: string;
}

/**
 * A row (from 1) decides what row `bank_row` of head office's version `bank` doesn't open: one case,
 * what is allowed there, and results that mend the whole row, if there are.
 */
export interface Beyond {
  row: number;
  bank: number;
  bank_row: number;
  case: Values;
  allowed: string[][];
  mend?: string[];
}

export interface PolicyRows {
  table: string;
  version: PolicyVersion;
  rows: Row[];
  problems: Trouble[];
  findings: Finding[];
  beyond: Beyond[];
}

/** Head office's version, for all branches. */
export interface IssuedRows {
  table: string;
  number: number;
  live_from: Instant;
  rows: Row[];
}

/** Past decisions that were alike. */
export interface PastCase {
  inputs: Values;
  results: Record<string, string>;
  times: number;
}

export interface Past {
  since: string; // a business date
  days: number;
  branches: number; // in which it decided: all of the bank, for head office
  cases: PastCase[];
}

/** Past decisions that a version would make otherwise; without a row it makes none. */
export interface Otherwise {
  inputs: Values;
  before: Record<string, string>;
  after: Record<string, string>;
  row?: number;
  times: number;
}

/** `same`, `otherwise` and `unknown` make up all decisions; `listed` are the most frequent cases. */
export interface Trial {
  decisions: number;
  same: number;
  otherwise: number;
  unknown: number;
  by_class: Record<string, number>;
  by_protection: Record<string, number>;
  cases: number;
  listed: Otherwise[];
}

/** Answer of each verb: `version` is what the next one carries back. */
export interface PolicyNow {
  id: string;
  table: string;
  number: number;
  state: string;
  faults: number;
  version: number;
}

export const RETURN_REASONS = ["effect_unclear", "words_unclear", "too_broad", "not_now", "other"] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const tablesPath = (branch: string) => `/api/branches/${branch}/tables`;
export const pastPath = (branch: string, table: string) => `${tablesPath(branch)}/${table}/past`;
export const bankPath = (branch: string, table: string) => `${tablesPath(branch)}/${table}/bank`;
export const rowsPath = (branch: string, table: string, number: number) =>
  `${tablesPath(branch)}/${table}/${number}`;

export const rowsOf = (branch: string, table: string, number: number) =>
  get<PolicyRows>(rowsPath(branch, table, number));
export const draftOf = (branch: string, table: string) =>
  post<PolicyNow>(`${tablesPath(branch)}/${table}/draft`, {});

const on = (branch: string, policy: string, verb: string) =>
  `/api/branches/${branch}/policies/${policy}/${verb}`;

/** A draft is saved again and again: one unanswered post is tried anew by whoever keeps the rows. */
export const editPolicy = (branch: string, policy: string, version: number, rows: Row[]) =>
  post<PolicyNow>(on(branch, policy, "edit"), { rows }, { match: version, patience: 0 });
/** A version as a DMN 1.3 file, to fetch. */
export const dmnPath = (branch: string, table: string, number: number) =>
  `${rowsPath(branch, table, number)}/dmn`;
/** A draft with the rows of a DMN file. */
export const importPolicy = (branch: string, policy: string, version: number, text: string) =>
  post<PolicyNow>(on(branch, policy, "import"), { text }, { match: version });
export const tryPolicy = (branch: string, policy: string, version: number) =>
  post<{ policy: PolicyNow; trial: Trial }>(on(branch, policy, "try"), {}, { match: version });
export const submitPolicy = (branch: string, policy: string, version: number) =>
  post<PolicyNow>(on(branch, policy, "submit"), {}, { match: version });
export const takeBackPolicy = (branch: string, policy: string, version: number) =>
  post<PolicyNow>(on(branch, policy, "take-back"), {}, { match: version });
export const rollBackPolicy = (branch: string, policy: string, version: number) =>
  post<PolicyNow>(on(branch, policy, "roll-back"), {}, { match: version });
export const returnPolicy = (branch: string, policy: string, version: number, reason: ReturnReason) =>
  post<PolicyNow>(on(branch, policy, "return"), { reason }, { match: version });
export const approvePolicy = (
  branch: string,
  policy: string,
  version: number,
  liveFrom: Instant | undefined,
) =>
  post<PolicyNow>(on(branch, policy, "approve"), liveFrom === undefined ? {} : { live_from: liveFrom }, {
    match: version,
  });
