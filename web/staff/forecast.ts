/** What screens tell of a forecast, and how long it may be told. Pure: now is an argument. */
import type { Groups, Quarter, RestOfDay, Said } from "../shared/verbs/twin";
import type { DayView } from "../shared/views";

/** A forecast as it was heard. */
export interface Heard {
  answer: RestOfDay;
  at: number; // on `monotonic`
}

/** Older than this it is greyed, and says so. */
const FRESH_S = 60;
/** What was heard at an instant of `monotonic` is told greyed by now. */
export const isOld = (at: number | undefined, now: number) => at !== undefined && now - at > FRESH_S * 1000;

/** Seconds since the state that it knows; undefined while there is none. */
export function ageOf({ answer, at }: Heard, now: number): number | undefined {
  const { age_s } = answer;
  return age_s === undefined || age_s === null ? undefined : age_s + Math.max(0, now - at) / 1000;
}

const localDay = (instant: string, zone: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(Date.parse(instant));

/** A forecast of the day that is shown, and how old; yesterday's says nothing of today. */
export interface Ahead {
  said: Said;
  at: string;
  sequence: number;
  age: number; // seconds
  stale: boolean;
  services: Record<string, string>; // code → id
}

export function aheadOf(
  heard: Heard | undefined,
  now: number,
  { date, zone }: { date: string; zone: string },
): Ahead | undefined {
  const age = heard && ageOf(heard, now);
  const { said, at, sequence, services = {} } = heard?.answer ?? {};
  if (age === undefined || !said || !at || sequence === undefined || sequence === null) return undefined;
  if (localDay(at, zone) !== date) return undefined;
  return { said, at, sequence, age, stale: age > FRESH_S, services };
}

/** Further minutes of a ticket: half of the simulated days less, nine in ten no more; whole, as told. */
export function furtherWait(said: Said, ticket: string): { half: number; nine: number } | undefined {
  const [half, nine] = said.tickets[ticket] ?? [];
  if (half === undefined || half === null || nine === undefined || nine === null) return undefined;
  return { half: Math.round(half), nine: Math.ceil(nine) };
}

/** Who comes within the next hour; undefined where nobody of the group is expected. */
export function nextHour(groups: Groups, name: string): Quarter | undefined {
  const quarter = groups[name]?.[0];
  return quarter && quarter[0] > 0 ? quarter : undefined;
}

/** How many are still to come today, over all classes of line. */
export function toCome(groups: Groups): number {
  return Object.entries(groups)
    .filter(([name]) => !name.includes("/"))
    .flatMap(([, [, ...quarters]]) => quarters)
    .reduce((sum, [come]) => sum + come, 0);
}

/** States of a day in which somebody may be called. */
const SERVES: DayView["state"][] = ["open", "last_numbers", "closing"];
export const serves = (day: Pick<DayView, "state">) => SERVES.includes(day.state);
