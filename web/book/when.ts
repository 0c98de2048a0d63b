import { day, hourMinute } from "../shared/clock";
import type { BookingPage } from "../shared/verbs/bookings";
import type { Language } from "../shared/views";

const MINUTE = 60_000;

/** A business date as people say it: 11月23日 星期一. */
export const dayWords = (date: string, spoken: Language) => day(`${date}T00:00:00Z`, "UTC", spoken);

/** The date of a moment where the branch is: 2026-11-23. */
export function dayOf(moment: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(Date.parse(moment));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** From when on somebody may check in, and until when it counts as kept. */
export function keptSpan({ zone, early_min, grace_min }: BookingPage, slot: string) {
  const at = Date.parse(slot);
  return {
    from: hourMinute(at - early_min * MINUTE, zone),
    until: hourMinute(at + grace_min * MINUTE, zone),
  };
}
