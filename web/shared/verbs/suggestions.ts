/** What the twin suggests, and that it is done or not; the hall's own verbs do it. */
import { post } from "../api";

/** Counters by their number, services by their code, machines by their kind. */
export interface SuggestedChange {
  what: string; // open, move, divert; what is newer than this page is not shown
  counter?: string;
  other?: string;
  service?: string;
  machine?: string;
}

export type Bounds = readonly [mean: number, low: number, high: number];

/**
 * By class of line and service (`ordinary/cash`), of who was here or came within the hour: the 90 % wait
 * as it was measured of `n` people, as it was forecast, and as it would have been without, run again on
 * the arrivals and services that came.
 */
export interface Happened {
  n: number;
  measured: number;
  with: Bounds;
  without: Bounds;
}

export interface Suggestion {
  id: string;
  change: SuggestedChange;
  state: "shown" | "taken" | "dismissed" | "lapsed";
  gain_min: number; // of all waiting until closing
  low_min: number;
  assumes?: number | null; // the part of offers believed to be taken, where no day has taught it
  waits: Record<string, readonly [before: number, after: number]>;
  /** What nine in ten simulated days lie between; absent: nothing is said of that class. */
  bands?: Record<string, readonly [beforeLow: number, beforeHigh: number, low: number, high: number]>;
  shown_at: string;
  decided_at?: string | null;
  version: number;
  afterwards?: { within_min: number; done: boolean; classes: Record<string, Happened> } | null;
}

export interface Suggested {
  suggestions: Suggestion[]; // of today, the newest first
  held?: { inside: number; of: number }; // of all so far: the forecast bands that held
  services?: Record<string, string>; // code → id
}

interface Decided {
  id: string;
  state: Suggestion["state"];
  version: number;
}

export const suggestionsPath = (branch: string) => `/api/branches/${branch}/suggestions`;
const decide = (verb: string) => (suggestion: string, version: number) =>
  post<Decided>(`/api/suggestions/${suggestion}/${verb}`, {}, { match: version });
export const take = decide("take");
export const dismiss = decide("dismiss");
