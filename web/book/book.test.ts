import { beforeEach, expect, test, vi } from "vitest";
import { freeSlots } from "../shared/verbs/bookings";
import { backTo, FIRST, masked, type Page } from "./flow";
import { forgetOwn, keepOwn, type Own, ownBookings } from "./own";
import { dayOf, dayWords, keptSpan } from "./when";

const words = { "zh-Hans": "个人现金", "zh-Hant": "個人現金", en: "Personal cash" };
const own = (id: string, slot_at: string, state: Own["state"] = "booked", made = 0): Own => ({
  id,
  service: words,
  slot_at,
  state,
  made,
});
const NOW = { today: "2026-11-20", dayOf: (at: string) => dayOf(at, "Asia/Shanghai"), now: 0, holdMin: 10 };

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

test("own appointments: in order, of this branch, until their day is over", () => {
  keepOwn("south", own("b", "2026-11-23T02:00:00Z"));
  keepOwn("south", own("a", "2026-11-19T16:30:00Z")); // half past midnight on the 20th
  keepOwn("south", own("old", "2026-11-19T02:00:00Z"));
  keepOwn("north", own("c", "2026-11-23T02:00:00Z"));
  expect(ownBookings("south", NOW).map(({ id }) => id)).toEqual(["a", "b"]);
  forgetOwn("south", "a");
  expect(ownBookings("south", NOW).map(({ id }) => id)).toEqual(["b"]);
});

test("what nobody confirmed in time is shown no more", () => {
  keepOwn("south", own("a", "2026-11-23T02:00:00Z", "pending"));
  expect(ownBookings("south", { ...NOW, now: 9 * 60_000 })).toHaveLength(1);
  expect(ownBookings("south", { ...NOW, now: 10 * 60_000 })).toEqual([]);
});

test("neither the number nor a code is kept on the phone, and what somebody else wrote there harms nothing", () => {
  keepOwn("south", own("a", "2026-11-23T02:00:00Z"));
  expect(Object.keys(JSON.parse(kept.get("tingtang:book:south")!)[0])).toEqual([
    "id",
    "service",
    "slot_at",
    "state",
    "made",
  ]);
  for (const odd of ["{", "null", "7"]) {
    kept.set("tingtang:book:south", odd);
    expect(ownBookings("south", NOW)).toEqual([]);
  }
});

test("the browser's way back and forth", () => {
  const stack: Page[] = [FIRST, { name: "cancelled" }, FIRST];
  expect(backTo(stack, 1)).toHaveLength(2);
  expect(backTo(stack, 0)).toEqual([FIRST]);
  expect(backTo(stack, 5)).toEqual(stack);
});

test("free slots of a refusal, and a number half hidden", () => {
  expect(freeSlots({ free: "2026-11-20T02:30:00+00:00 2026-11-20T02:45:00+00:00" })).toHaveLength(2);
  expect(freeSlots({})).toEqual([]);
  expect(masked("138 0013 8000")).toBe("138••••8000");
  expect(masked("+8613800138000")).toBe("+86138••••8000");
});

test("days are the branch's, and the span is of its parameters", () => {
  expect(dayOf("2026-11-22T16:00:00Z", "Asia/Shanghai")).toBe("2026-11-23");
  expect(dayWords("2026-11-23", "zh-Hans")).toBe("11月23日 星期一");
  const page = { zone: "Asia/Shanghai", early_min: 15, grace_min: 10 } as Parameters<typeof keptSpan>[0];
  expect(keptSpan(page, "2026-11-23T02:00:00Z")).toEqual({ from: "09:45", until: "10:10" });
});
