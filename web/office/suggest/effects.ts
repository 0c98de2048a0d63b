/** What became of the suggestions of today: what was forecast beside what happened. Pure. */
import type { Bounds, Happened, Suggestion } from "../../shared/verbs/suggestions";
import { effects, told } from "../../staff/suggest/model";

export type Verdict =
  | "within"
  | "missed"
  | "better"
  | "notDone" // dismissed
  | "notSeen" // taken, and yet it did not come about
  | "anyway" // dismissed, and yet it came about
  | "awaited"
  | "unmeasured";

/** Minutes against not doing it, as far as it is known: the forecast, and what was measured. */
export interface Outcome {
  one: Suggestion;
  line: string; // the class that was to be helped most
  forecast: Bounds;
  measured?: Bounds; // low and high by how well the wait without is known, which is an estimate
  verdict: Verdict;
}

const less = ([mean, low, high]: Bounds, by: number): Bounds => [mean - by, low - by, high - by];

export function outcome(one: Suggestion): Outcome | undefined {
  const said = told(one);
  if (!said) return undefined;
  const { line, before, after, low, high } = said.best;
  const found = one.afterwards?.classes[line];
  if (!found) {
    const verdict = one.afterwards ? "unmeasured" : "awaited";
    return { one, line, forecast: less([after, low, high], before), verdict };
  }
  const [zero, least, most] = found.without;
  return {
    one,
    line,
    forecast: less(found.with, zero),
    measured: [found.measured - zero, found.measured - most, found.measured - least],
    verdict: verdictOf(one.state === "taken", one.afterwards!.done, found),
  };
}

function verdictOf(taken: boolean, done: boolean, found: Happened): Verdict {
  if (!taken) return done ? "anyway" : "notDone";
  return done ? held(found) : "notSeen";
}

function held({ measured, with: [, low, high] }: Happened): Verdict {
  const minutes = Math.round(measured);
  if (minutes > Math.round(high)) return "missed";
  return minutes < Math.round(low) ? "better" : "within";
}

/** Those that were decided upon, the latest decision first. */
export function outcomes(suggestions: readonly Suggestion[]): Outcome[] {
  return suggestions
    .filter(({ state }) => state === "taken" || state === "dismissed")
    .sort((one, other) => Date.parse(other.decided_at ?? "") - Date.parse(one.decided_at ?? ""))
    .flatMap((one) => outcome(one) ?? []);
}

export interface Counts {
  taken: number;
  decided: number;
  hits: number; // of those taken that came about: what was measured lies in the band
  judged: number;
}

export function counts(found: readonly Outcome[]): Counts {
  const taken = found.filter(({ one }) => one.state === "taken");
  const judged = taken.filter(({ measured, verdict }) => measured && verdict !== "notSeen");
  const hits = judged.filter(({ verdict }) => verdict === "within");
  return { taken: taken.length, decided: found.length, hits: hits.length, judged: judged.length };
}

/** Every class of a suggestion that may be told, with what was measured of it. */
export function classes(one: Suggestion): { line: string; found: Happened }[] {
  return effects(one).flatMap(({ line }) => {
    const found = one.afterwards?.classes[line];
    return found ? [{ line, found }] : [];
  });
}

export interface Axis {
  from: number;
  to: number;
  ticks: number[];
}

const STEPS = [1, 2, 5, 10, 20, 30, 60, 120];
const MOST_TICKS = 5;

/** Minutes less or more: holds zero and everything drawn, at most five figures. */
export function axis(found: readonly Outcome[]): Axis {
  const values = found.flatMap(({ forecast, measured = [] }) => [...forecast, ...measured, 0]);
  const [least, most] = [Math.min(-5, ...values), Math.max(0, ...values)];
  const between = (step: number) => [Math.floor(least / step) * step, Math.ceil(most / step) * step] as const;
  const step =
    STEPS.find((one) => {
      const [from, to] = between(one);
      return (to - from) / one < MOST_TICKS;
    }) ?? STEPS.at(-1)!;
  const [from, to] = between(step);
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
  return { from, to, ticks };
}

/** −5, 0, +1: a whole number with its sign. */
export function signed(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole === 0) return "0";
  return whole < 0 ? `−${-whole}` : `+${whole}`;
}
