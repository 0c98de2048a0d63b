/** Times that only staff screens show; the rest stands in shared/clock. Pure: now is an argument. */
import type { Language } from "../shared/views";

/** For so long a tap may be taken back. */
export const UNDO_MS = 6000;

export function secondsSince(from: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(from)) / 1000));
}

/** Whole seconds still to go, rounded up: 0 only once the instant has come. */
export function secondsUntil(until: string | undefined, now: number): number {
  return until === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
}

/** 380 → `6:20`, 3905 → `1:05:05`. */
export function elapsed(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

const LOCALES: Record<Language, string> = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" };

/** A business date such as 2026-11-20, free of time zones: 11月20日 周五 · Fri 20 Nov */
export function shortDay(date: string, language: Language): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: "UTC", ...options }).format(midnight);
  const weekday = part({ weekday: "short" });
  if (language === "en") return `${weekday} ${part({ day: "numeric", month: "short" })}`;
  return `${part({ month: "long", day: "numeric" })} ${weekday}`;
}

/** The same date with its year, where it may be far away: 2028年12月31日 · 31 Dec 2028 */
export function wholeDay(date: string, language: Language): string {
  const month = language === "en" ? "short" : "long";
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: "UTC",
    day: "numeric",
    month,
    year: "numeric",
  }).format(Date.parse(`${date}T00:00:00Z`));
}
