/**
 * The branch's clock. A screen's own clock may be wrong, and a demonstration's branch may run faster:
 * the time shown is the server's last `at` plus the time since then at the branch's scale.
 */
import type { Language } from "./views";

/** Milliseconds that never jump within a page and agree with the machine's date across a reload. */
export function monotonic(): number {
  return performance.timeOrigin + performance.now();
}

/** What the server's clock said (`at`), when this page heard it, and how fast the branch's time runs. */
export interface ClockFix {
  at: number;
  received: number;
  scale: number;
}

export function branchTime(fix: ClockFix, now: number = monotonic()): number {
  return fix.at + Math.max(0, now - fix.received) * fix.scale;
}

const LOCALES: Record<Language, string> = { "zh-Hans": "zh-CN", "zh-Hant": "zh-HK", en: "en-GB" };
const kept = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + zone + JSON.stringify(options);
  let found = kept.get(key);
  if (!found)
    kept.set(key, (found = new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...options })));
  return found;
}

type Moment = number | string;
const instant = (moment: Moment): number => (typeof moment === "number" ? moment : Date.parse(moment));

/** 09:40 */
export function hourMinute(moment: Moment, zone: string): string {
  return format("en", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant(moment));
}

/** 09:40:31 */
export function hourMinuteSecond(moment: Moment, zone: string): string {
  return format("en", zone, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(instant(moment));
}

/** 09:52–09:58, or one time where both are the same minute. */
export function clockRange(from: Moment, to: Moment, zone: string): string {
  const [first, last] = [hourMinute(from, zone), hourMinute(to, zone)];
  return first === last ? first : `${first}–${last}`;
}

/** 11月20日 · 20 Nov */
export function monthDay(moment: Moment, zone: string, language: Language): string {
  const month = language === "en" ? "short" : "long";
  return format(language, zone, { month, day: "numeric" }).format(instant(moment));
}

/** 11月20日 星期五 · Fri 20 Nov */
export function day(moment: Moment, zone: string, language: Language): string {
  const length = language === "en" ? "short" : "long";
  const weekday = format(language, zone, { weekday: length }).format(instant(moment));
  const date = format(language, zone, { month: length, day: "numeric" }).format(instant(moment));
  return language === "en" ? `${weekday} ${date}` : `${date} ${weekday}`;
}

/** 11月23日 星期一 09:00 */
export function dayAndTime(moment: Moment, zone: string, language: Language): string {
  return `${day(moment, zone, language)} ${hourMinute(moment, zone)}`;
}

/** Whole minutes that have passed, never below zero. */
export function minutesSince(from: Moment, now: number): number {
  return Math.max(0, Math.floor((now - instant(from)) / 60_000));
}

/** 6:20 */
export function minutesSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
