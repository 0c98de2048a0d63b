import { clockRange, hourMinute } from "../shared/clock";
import type { Estimate, Language } from "../shared/views";
import { say } from "../shared/words";
import { words } from "./words";

const MINUTE = 60_000;

/** When the call comes, by the clock; the range counts from when the server said it. */
export function callTime(estimate: Estimate | undefined, at: number, zone: string, spoken: Language): string {
  const w = say(words, spoken);
  if (estimate?.kind === "range") {
    return w("callAround", {
      time: clockRange(at + estimate.low * MINUTE, at + estimate.high * MINUTE, zone),
    });
  }
  if (estimate?.kind === "within")
    return w("callBefore", { time: hourMinute(at + estimate.high * MINUTE, zone) });
  return w(estimate?.kind === "none" ? "callSoon" : "listen");
}

/** The same after coming `minutes` late; where the wait is not known, only the earliest time. */
export function lateTime(
  estimate: Estimate | undefined,
  at: number,
  minutes: number,
  zone: string,
  spoken: Language,
) {
  const late = at + minutes * MINUTE;
  if (estimate?.kind !== "range") return say(words, spoken)("lateAfter", { time: hourMinute(late, zone) });
  return clockRange(late + estimate.low * MINUTE, late + estimate.high * MINUTE, zone);
}

/** Open circles for people ahead: at most six, the rest as a figure. */
export function dots(ahead: number, most = 6): { dots: number; more: number } {
  return ahead <= most ? { dots: ahead, more: 0 } : { dots: most - 1, more: ahead - most + 1 };
}
