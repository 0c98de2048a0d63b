/** What a trial's screens make of plans and answers. Pure. */
import type {
  Compared,
  DayTried,
  GroupTried,
  Opening,
  Spans,
  Trial,
  TrialAnswer,
} from "../../shared/verbs/trials";
import { LINES, type Verdict } from "../twin/model";

export const HALF_HOUR = 30;
export const ALL = "all";

/** The half hours of a day, in minutes after opening. */
export const halfHours = (minutes: number): number[] =>
  Array.from({ length: Math.ceil(minutes / HALF_HOUR) }, (_, at) => at * HALF_HOUR);

/** Whether a counter calls in the half hour that begins then. */
export const callsAt = (spans: Spans | undefined, minute: number): boolean =>
  (spans ?? []).some(([from, until]) => from <= minute && minute < until);

/** A plan in which a counter calls, or does not, in these half hours. */
export function withHalfHours(
  opening: Opening,
  counter: string,
  minutes: readonly number[],
  calls: boolean,
  day: number,
): Opening {
  const all = halfHours(day);
  const chosen = all.filter((minute) =>
    minutes.includes(minute) ? calls : callsAt(opening[counter], minute),
  );
  const spans = together(chosen, day);
  const { [counter]: _, ...others } = opening;
  return spans.length ? { ...others, [counter]: spans } : others;
}

function together(halves: readonly number[], day: number): Spans {
  const spans: Spans = [];
  for (const from of halves) {
    const until = Math.min(from + HALF_HOUR, day);
    const last = spans.at(-1);
    if (last && last[1] === from) last[1] = until;
    else spans.push([from, until]);
  }
  return spans;
}

/** How many counters call in each half hour. */
export const openIn = (opening: Opening, minute: number): number =>
  Object.values(opening).filter((spans) => callsAt(spans, minute)).length;

/** In the names of groups: from the line of now to the draft's. */
export const MOVES = ">";

/** Of whom a trial tells something: whom a draft moves behind the line of now, all customers last. */
export function rowsOf({ groups }: TrialAnswer): { name: string; group: GroupTried }[] {
  const moved = (line: string) => LINES.map((to) => line + MOVES + to);
  return [...LINES.flatMap((line) => [line, ...moved(line)]), ALL].flatMap((name) => {
    const group = groups[name];
    return group?.lost ? [{ name, group }] : [];
  });
}

/** What a draft does to a class: only where the interval of the days' difference says so. */
export type Judged = Verdict | "lost";

/**
 * Whoever is served waits less where many are not served at all: where more customers are lost than now,
 * no wait is called shorter.
 */
export function judged({ nine, lost }: GroupTried): Judged {
  if (lost && differs(lost) === "longer") return "lost";
  return nine ? differs(nine) : "unsure";
}

function differs([, , [mean, low, high]]: Compared): Verdict {
  if (low <= 0 && high >= 0) return "unsure";
  return mean < 0 ? "shorter" : "longer";
}

/** Whether a day went better: nine in ten wait less, and no more are lost. */
export const isBetter = ([, , nine, lost, , nineAfter, lostAfter]: DayTried): boolean =>
  nine !== null && nineAfter !== null && nineAfter < nine && lostAfter <= lost + 0.5;

/** The newest trial of a version, and whether its rows were the ones of now. */
export function trialOf(
  trials: readonly Trial[],
  policy: string | undefined,
  digest: string,
): { trial: Trial; fresh: boolean } | undefined {
  const trial = trials.find(({ draft }) => "policy" in draft && draft.policy === policy);
  return trial && { trial, fresh: trial.draft.digest === digest };
}
