import { expect, test } from "vitest";
import { elapsed, secondsSince, secondsUntil, shortDay } from "./time";

const NOW = Date.parse("2026-11-20T02:42:00Z");

test("a service in hand counts seconds, beyond an hour also hours", () => {
  expect([0, 59, 380, 3905].map(elapsed)).toEqual(["0:00", "0:59", "6:20", "1:05:05"]);
});

test("seconds since never fall below zero", () => {
  expect(secondsSince("2026-11-20T02:41:30Z", NOW)).toBe(30);
  expect(secondsSince("2026-11-20T02:50:00Z", NOW)).toBe(0);
});

test("a countdown reaches zero only when the instant has come", () => {
  expect(secondsUntil("2026-11-20T02:42:00.001Z", NOW)).toBe(1);
  expect(secondsUntil("2026-11-20T02:42:00Z", NOW)).toBe(0);
  expect(secondsUntil(undefined, NOW)).toBe(0);
});

test("a business date in three languages, free of time zones", () => {
  expect(shortDay("2026-11-20", "zh-Hans")).toBe("11月20日 周五");
  expect(shortDay("2026-11-20", "zh-Hant")).toBe("11月20日 週五");
  expect(shortDay("2026-11-20", "en")).toBe("Fri 20 Nov");
});
