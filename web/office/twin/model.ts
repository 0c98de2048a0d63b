/** What the twin's page makes of the answers. Pure. */
import type { Change, Effect, Groups, Interval, Quarter, What } from "../../shared/verbs/twin";

/** Classes of line, as they are called first; what the twin says of each service follows. */
export const LINES = ["emergency", "care", "vip", "booked", "ordinary"] as const;
export type LineName = (typeof LINES)[number];
export const SERVICE = "service/";

export interface HourRow {
  name: string; // of the group
  come: number;
  half: number | undefined;
  nine: number | undefined;
  late: number | undefined; // part not served within the promise
}

const row = (name: string, [come, half, nine, late]: Quarter): HourRow => ({
  name,
  come,
  half: half ?? undefined,
  nine: nine ?? undefined,
  late: late ?? undefined,
});

/** Who comes within the next hour: by class of line, then by service in the order given. */
export function hourRows(
  groups: Groups,
  codes: readonly string[],
): { lines: HourRow[]; services: HourRow[] } {
  const found = (name: string) => {
    const hour = groups[name]?.[0];
    return hour && hour[0] > 0 ? [row(name, hour)] : [];
  };
  return {
    lines: LINES.flatMap((name) => found(name)),
    services: codes.flatMap((code) => found(SERVICE + code)),
  };
}

/** Codes of services in the order of the kiosk. */
export function codesInOrder(
  codes: Record<string, string>,
  services: Record<string, { order: number }>,
): string[] {
  const order = (code: string) => services[codes[code] ?? ""]?.order ?? 999;
  return Object.keys(codes).sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}

/** How often the promise is passed, in words: a figure alone says little. */
export type Often = "hardly" | "few" | "many" | "most";
export function oftenLate(late: number): Often {
  return late < 0.05 ? "hardly" : late < 0.25 ? "few" : late < 0.5 ? "many" : "most";
}

export type Verdict = "shorter" | "longer" | "unsure";

const holdsNone = ([, low, high]: Interval) => low <= 0 && high >= 0;

/**
 * Whether a change shortens waits. A gain is told only where neither interval holds today's figure: the
 * simulation's own, and the one of nine days in ten. A cost is told as soon as the simulation is sure of it.
 */
export function verdictOf({ before, after, band: [low, high], change }: Effect): Verdict {
  if (holdsNone(change) || Math.round(before) === Math.round(after)) return "unsure";
  if (change[0] > 0) return "longer";
  return low <= before && before <= high ? "unsure" : "shorter";
}

/** Minutes saved are more than none, fewer, or one cannot say. */
export function savedVerdict(saved: Interval): Verdict {
  if (holdsNone(saved)) return "unsure";
  return saved[0] > 0 ? "shorter" : "longer";
}

/** Groups of an answer in the order of the table: lines first, then services. */
export function effectsOf(groups: Record<string, Effect>, codes: readonly string[]) {
  const names = [...LINES, ...codes.map((code) => SERVICE + code)];
  return names.flatMap((name) => {
    const effect = groups[name];
    return effect ? [{ name, effect, verdict: verdictOf(effect) }] : [];
  });
}

export const changeKey = ({ what, counter, other, service, machine, discipline }: Change): string =>
  [what, counter, other, service, machine, discipline].join(" ");

/** What can be asked, by kind. */
export function byWhat(changes: readonly Change[], what: What): Change[] {
  return changes.filter((change) => change.what === what);
}

/** Where somebody can move from, and to. */
export function moves(changes: readonly Change[]): { from: string; to: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { counter, other } of byWhat(changes, "move")) {
    if (counter && other) found.set(counter, [...(found.get(counter) ?? []), other]);
  }
  return [...found].map(([from, to]) => ({ from, to }));
}

/** −6.4 to one decimal, whole from a hundred on; the minus sign that books use. */
export function signed(value: number): string {
  const size = Math.abs(value);
  const shown = size < 100 ? size.toFixed(1) : String(Math.round(size));
  return Number(shown) === 0 ? "0" : `${value < 0 ? "−" : "+"}${shown}`;
}
