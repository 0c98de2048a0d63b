import type { Language } from "./views";

const CODES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const CHINESE = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const TRADITIONAL = ["週一", "週二", "週三", "週四", "週五", "週六", "週日"];
const ENGLISH = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "mon-fri" → 周一至周五, "sat-sun" → 周六、周日, "sun" → 周日. */
export function weekdays(days: string, language: Language): string {
  const names = language === "en" ? ENGLISH : language === "zh-Hant" ? TRADITIONAL : CHINESE;
  const [first, last] = days.split("-").map((code) => CODES.indexOf(code));
  if (first === undefined || first < 0) return days;
  const from = names[first] ?? days;
  const to = last === undefined ? undefined : names[last];
  if (!to) return from;
  if (language === "en") return `${from}–${to}`;
  return last === first + 1 ? `${from}、${to}` : `${from}至${to}`;
}
