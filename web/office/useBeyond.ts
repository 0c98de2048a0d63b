import { useMemo } from "react";
import type { Said } from "../shared/verbs/twin";
import type { BranchView, DayView } from "../shared/views";
import { type Beyond, pointsOf } from "./ahead";

/** The class that the promise is kept or broken by first. */
export const ORDINARY = "ordinary";

interface Changed {
  name: string;
  from_min: number;
  groups: Said["groups"];
  stale: boolean;
}

/** The rest of the day of one class for the chart; the same object until something in it is another. */
export function useBeyond(
  { branch, day }: { branch: BranchView; day: DayView },
  now: number,
  said: Said | undefined,
  group: string,
  { stale = false, changed }: { stale?: boolean; changed?: Changed | undefined } = {},
): Beyond | undefined {
  const minute = Math.floor(now / 60_000);
  return useMemo(() => {
    if (!said) return undefined;
    const clock = { branch, day };
    const points = (told: Pick<Changed, "from_min" | "groups">) =>
      pointsOf(clock, told, group, minute * 60_000);
    return {
      group,
      points: points(said),
      stale,
      ...(changed ? { changed: { name: changed.name, points: points(changed), stale: changed.stale } } : {}),
    };
  }, [branch, day, minute, said, group, stale, changed]);
}
