import { expect, test } from "vitest";
import { forecast } from "../fixtures/twin";
import { aheadOf, furtherWait, isOld, nextHour, serves, toCome } from "./forecast";

const DAY = { date: "2026-11-20", zone: "Asia/Shanghai" };
const heard = (more: Parameters<typeof forecast>[0] = {}) => ({ answer: forecast(more), at: 1_000 });

test("its age is the server's and the time since it was heard", () => {
  expect(aheadOf(heard(), 1_000, DAY)).toMatchObject({ age: 3.4, stale: false, sequence: 1893 });
  expect(aheadOf(heard(), 57_000, DAY)).toMatchObject({ age: 59.4, stale: false });
  expect(aheadOf(heard(), 58_000, DAY)).toMatchObject({ age: 60.4, stale: true });
});

test("yesterday's says nothing of today, and none says nothing", () => {
  expect(aheadOf(heard(), 1_000, { ...DAY, date: "2026-11-21" })).toBeUndefined();
  expect(aheadOf(heard({ said: null }), 1_000, DAY)).toBeUndefined();
  expect(aheadOf(heard({ age_s: null }), 1_000, DAY)).toBeUndefined();
  expect(aheadOf(undefined, 1_000, DAY)).toBeUndefined();
});

test("a day is the branch's own, whatever the time zone of the machine", () => {
  const late = heard({ at: "2026-11-19T16:30:00Z" }); // half past midnight
  expect(aheadOf(late, 1_000, DAY)).toBeDefined();
});

test("a ticket's further wait in whole minutes, never less than was said", () => {
  const { said } = forecast();
  expect(furtherWait(said!, "t-A060")).toEqual({ half: 19, nine: 28 });
  expect(furtherWait(said!, "t-nobody")).toBeUndefined();
  expect(furtherWait({ ...said!, tickets: { t: [null, null, 1] } }, "t")).toBeUndefined();
});

test("the next hour of a group, where anybody is expected", () => {
  const { groups } = forecast().said!;
  expect(nextHour(groups, "service/cash")).toEqual([31.4, 20.1, 34.2, 0.48]);
  expect(nextHour(groups, "service/loan")).toBeUndefined();
  expect(nextHour({ vip: [[0, null, null, null]] }, "vip")).toBeUndefined();
});

test("who is still to come is counted once: by class, without the hour that the quarters hold too", () => {
  const quarter = [2, 1, 2, 0] as const;
  const hour = [4, 1, 2, 0] as const;
  expect(
    toCome({ ordinary: [hour, quarter, quarter], vip: [hour, quarter], "service/cash": [hour, quarter] }),
  ).toBe(6);
});

test("it serves from opening to closing", () => {
  const states = ["before", "open", "last_numbers", "closing", "closed"] as const;
  expect(states.map((state) => serves({ state }))).toEqual([false, true, true, true, false]);
});

test("an answer is old after a minute", () => {
  expect([isOld(undefined, 9e9), isOld(0, 60_000), isOld(0, 60_001)]).toEqual([false, false, true]);
});
