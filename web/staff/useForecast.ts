import { useEffect, useState, useSyncExternalStore } from "react";
import { get } from "../shared/api";
import { monotonic } from "../shared/clock";
import { useNow } from "../shared/hooks";
import { forecastPath, type RestOfDay } from "../shared/verbs/twin";
import type { DayView } from "../shared/views";
import { type Ahead, aheadOf, type Heard, serves } from "./forecast";

const EVERY = 5000;

const follow = (heard: () => void) => {
  document.addEventListener("visibilitychange", heard);
  return () => document.removeEventListener("visibilitychange", heard);
};
const useSeen = () => useSyncExternalStore(follow, () => !document.hidden);

/** Asks each five seconds while the page is looked at and `wanted`; what was heard last stays. */
export function useForecast(branch: string, wanted: boolean): Heard | undefined {
  const [heard, hear] = useState<Heard>();
  const going = useSeen() && wanted;
  useEffect(() => {
    if (!going) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      if (!gone) timer = setTimeout(ask, EVERY);
    };
    const ask = () => {
      get<RestOfDay>(forecastPath(branch))
        .then((answer) => !gone && hear({ answer, at: monotonic() }))
        .then(again, again);
    };
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [branch, going]);
  return heard;
}

type Shown = { branch: { id: string; zone: string }; day: DayView };

/** The forecast of the day that is shown, with its age; absent while the branch does not serve. */
export function useAhead(
  { branch, day }: Shown,
  wanted: boolean,
): { heard: Heard | undefined; ahead: Ahead | undefined } {
  const heard = useForecast(branch.id, wanted);
  const now = useNow();
  const ahead = serves(day) ? aheadOf(heard, now, { date: day.date, zone: branch.zone }) : undefined;
  return { heard, ahead };
}
