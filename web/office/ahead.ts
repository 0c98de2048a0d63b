/** The rest of the day in a chart of waits. Pure. */
import type { Groups, Quarter } from "../shared/verbs/twin";
import type { OfficeState } from "../shared/views";
import { minuteOfDay } from "./model";

const QUARTER = 15;

/** Whoever comes in this quarter hour: half of them wait no longer than `half` minutes, nine in ten `nine`. */
export interface AheadPoint {
  from: number; // minute of day in which the quarter begins
  minute: number; // where it is drawn: its middle, or now in the one that runs
  come: number;
  half: number;
  nine: number;
}

/** Quarters of a group in which somebody comes and is served, from now on. */
export function aheadPoints(
  quarters: readonly Quarter[] | undefined,
  fromMin: number,
  opensMinute: number,
  now: number,
): AheadPoint[] {
  return (quarters ?? []).slice(1).flatMap(([come, half, nine], at) => {
    const from = opensMinute + fromMin + QUARTER * at;
    if (half === null || nine === null || come === 0) return [];
    return [{ from, minute: Math.max(now, from + QUARTER / 2), come, half, nine }];
  });
}

/** What is drawn beyond now: one class as it goes now, and as it would go after a change. */
export interface Beyond {
  group: string;
  points: AheadPoint[];
  changed?: { name: string; points: AheadPoint[]; stale: boolean } | undefined;
  stale: boolean;
}

type Clock = Pick<OfficeState, "branch" | "day">;
type Told = { from_min: number; groups: Groups };

/** The points of a group, as the twin told them of this day. */
export function pointsOf({ branch, day }: Clock, { from_min, groups }: Told, group: string, now: number) {
  return aheadPoints(
    groups[group],
    from_min,
    minuteOfDay(day.opens_at, branch.zone),
    minuteOfDay(now, branch.zone),
  );
}

/** When whoever comes waits longest. */
export function peakAhead(points: readonly AheadPoint[]): AheadPoint | undefined {
  return points.reduce<AheadPoint | undefined>(
    (peak, point) => (peak && peak.nine >= point.nine ? peak : point),
    undefined,
  );
}
