/** What screens tell of the twin's suggestions. Pure. */
import type { Suggested, SuggestedChange, Suggestion } from "../../shared/verbs/suggestions";
import type { DayView } from "../../shared/views";
import { serves } from "../forecast";

/** The hour's 90 % wait of a class of customers, now and then, with what nine in ten days lie between. */
export interface Effect {
  line: string; // ordinary/cash
  before: number;
  after: number;
  low: number;
  high: number;
}

export const classOf = (line: string) => line.split("/")[0]!;
export const serviceOf = (line: string) => line.split("/").slice(1).join("/");

const SHIELDED = ["care", "emergency"];
/** Nobody who is protected stands in the figures of a diversion. */
const isTold = (change: SuggestedChange, line: string) =>
  change.what !== "divert" || !SHIELDED.includes(classOf(line));

/** By class, the most helped first, in whole minutes; one without an interval is not told. */
export function effects({ change, waits, bands = {} }: Suggestion): Effect[] {
  return Object.entries(waits)
    .flatMap(([line, pair]) => {
      const band = bands[line];
      if (!band || !isTold(change, line)) return [];
      const [before, after, low, high] = [...pair, band[2], band[3]].map(Math.round);
      return [{ line, before: before!, after: after!, low: low!, high: high! }];
    })
    .sort((one, other) => other.before - other.after - (one.before - one.after));
}

export interface Told {
  one: Suggestion;
  best: Effect; // of the class that is helped most
  costs: Effect[]; // of those who wait longer for it, the most burdened first
  unsure: boolean; // the interval holds what is now
}

export function told(one: Suggestion): Told | undefined {
  const [best, ...others] = effects(one);
  if (!best || !KNOWN.includes(one.change.what)) return undefined;
  const costs = others.filter(({ before, after }) => after > before).reverse();
  return { one, best, costs, unsure: best.high >= best.before };
}

const KNOWN = ["open", "move", "divert"];

/** What is suggested now, the greatest gain first; nothing outside the hours. */
export function suggestedNow(heard: Suggested | undefined, day: Pick<DayView, "state">): Told[] {
  if (!heard || !serves(day)) return [];
  return heard.suggestions
    .filter(({ state }) => state === "shown")
    .sort((one, other) => other.gain_min - one.gain_min)
    .flatMap((one) => told(one) ?? []);
}

/** Where the minutes of a card's line end: beyond everything that is marked on it. */
export function lineEnd({ before, high }: Effect, promise: number): number {
  return Math.max(before, high, promise) * 1.15;
}
