import { useCallback, useEffect, useState } from "react";
import { Problem } from "../shared/api";
import { type DaySlots, daySlots } from "../shared/verbs/bookings";

export interface Slots {
  slots: DaySlots["slots"] | undefined;
  problem: Problem | undefined;
  again: () => void;
}

/** What is free on a day; what an earlier day answered late is not shown. */
export function useSlots(branch: string, service: string, day: string): Slots {
  const [heard, setHeard] = useState<{ day: string; slots?: DaySlots["slots"]; problem?: Problem }>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let left = false;
    daySlots(branch, service, day).then(
      ({ slots }) => !left && setHeard({ day, slots }),
      (problem: unknown) => {
        if (!(problem instanceof Problem)) throw problem;
        if (!left) setHeard({ day, problem });
      },
    );
    return () => {
      left = true;
    };
  }, [branch, service, day, asked]);
  const again = useCallback(() => {
    setHeard(undefined);
    setAsked((times) => times + 1);
  }, []);
  const now = heard?.day === day ? heard : undefined;
  return { slots: now?.slots, problem: now?.problem, again };
}
