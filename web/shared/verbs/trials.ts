/** Drafts run on the branch's own past days; nothing here changes the hall. */
import { get, post } from "../api";
import type { Interval } from "./twin";

/** When a counter calls: from and until, in minutes after opening. */
export type Spans = [from: number, until: number][];
/** By the counter's number; one that is not named does not call. */
export type Opening = Record<string, Spans>;

/** The tables on which waits depend. */
export const TRIED_TABLES = ["order", "line", "divert"] as const;
export type TriedTable = (typeof TRIED_TABLES)[number];

export type TrialWanted =
  | { which: TriedTable; policy: string }
  | { which: "discipline"; discipline: string }
  | { which: "opening"; opening: Opening };
export type TrialDraft = TrialWanted & { digest?: string }; // of the version's rows as they were

/** Means over the days, by the rules of now and by the draft; of their daily difference the 95 % interval. */
export type Compared = readonly [before: number, after: number, change: Interval];
export interface GroupTried {
  come: number; // customers a day
  mean?: Compared; // minutes of waiting
  nine?: Compared; // that nine in ten do not exceed
  lost?: Compared; // customers who leave, or are not served
  elsewhere?: Compared; // customers who go to a machine
}
/** Of all customers: the mean and the 90 % wait and how many are lost, by the rules of now, then by the draft. */
export type DayTried = readonly [
  day: string,
  mean: number | null,
  nine: number | null,
  lost: number,
  meanAfter: number | null,
  nineAfter: number | null,
  lostAfter: number,
];
export interface TrialAnswer {
  days: number;
  first: string;
  last: string;
  rows: number;
  refused_rows: number;
  replications: number;
  groups: Record<string, GroupTried>; // by class of line, moved from one to another ("vip>ordinary"), and "all"
  by_day: DayTried[];
  by_line?: number; // customers of whom only the line is known
  not_simulated?: string[]; // places whose offers differ, and are not in the figures
  assumes?: number | null; // the part of offers believed to be taken, where no day has taught it
}
export interface Trial {
  id: string;
  asked_at: string;
  draft: TrialDraft;
  answer?: TrialAnswer | { refused: string } | null;
}
export interface Trials {
  trials: Trial[];
  usual: Opening;
}

export const trialsPath = (branch: string) => `/api/branches/${branch}/trials`;

/** Twenty days take the twin a second or two, after whatever else it has to do. */
export const trialsOf = (branch: string) => ({
  ask: (wanted: TrialWanted) => post<{ id: string }>(trialsPath(branch), wanted),
  look: (id: string) => get<Trial>(`${trialsPath(branch)}/${id}`),
  patience: 60_000,
});
