import { describe, expect, test } from "vitest";
import { head, manager, supervisor } from "../../fixtures/staff";
import { holds, wish } from "../../fixtures/cash";
import {
  holdClock,
  isOpen,
  isReference,
  mayCancel,
  money,
  nextStep,
  notesFor,
  notesHeld,
  tailOf,
  toLookAt,
  totalOf,
  yuanOf,
} from "./model";

test("a sum is whole yuan, however it is typed", () => {
  expect(yuanOf("80000")).toBe(80_000);
  expect(yuanOf(" ¥80,000 ")).toBe(80_000);
  for (const wrong of ["", "0", "8.5", "-3", "八万", "1e5", "9999999999"])
    expect(yuanOf(wrong)).toBeUndefined();
});

test("the fewest notes make up every sum", () => {
  expect(notesFor(83_486)).toEqual([834, 1, 1, 1, 1, 1]);
  for (let yuan = 0; yuan < 400; yuan += 1) expect(totalOf(notesFor(yuan))).toBe(yuan);
  expect(notesHeld([3, 0, 1, 0, 0, 0])).toEqual([
    { yuan: 100, count: 3 },
    { yuan: 20, count: 1 },
  ]);
});

test("sums are read as money, phones by their last digits", () => {
  expect(money(8_000_000)).toBe("¥80,000");
  expect(tailOf({ phone: "•••• 1234" })).toBe("1234");
  expect(tailOf({})).toBeUndefined();
});

describe("the one next step", () => {
  const confirmed = wish("w", "1", 1000, { state: "confirmed" });
  test("whoever may confirms; a second person prepares", () => {
    expect(nextStep(wish("w", "1", 1000), manager)).toBe("confirm");
    expect(nextStep(confirmed, manager)).toBeUndefined();
    expect(nextStep(confirmed, supervisor)).toBe("prepare");
    expect(nextStep({ ...confirmed, yours: true }, head)).toBe("second_person");
  });
  test("what was said at a counter is the counter's", () => {
    expect(nextStep(wish("w", "1", 1000, { reserved: false }), head)).toBeUndefined();
  });
  test("only who books cancels, and only what is not paid", () => {
    expect(mayCancel(confirmed, manager)).toBe(true);
    expect(mayCancel(confirmed, supervisor)).toBe(false);
    expect(mayCancel({ ...confirmed, state: "partly_paid" }, manager)).toBe(false);
  });
});

test("a wish is open until it is paid, given up or held", () => {
  const states = ["requested", "partly_paid", "paid", "held_for_fraud_check", "no_show"] as const;
  expect(states.map((state) => isOpen({ state }))).toEqual([true, true, false, false, false]);
});

test("a hold counts up, and its half hour down", () => {
  const at = Date.parse("2026-11-20T02:10:20Z");
  const hold = {
    reason: "coached",
    since: "2026-11-20T02:06:00Z",
    review_by: "2026-11-20T02:36:00Z",
    late: false,
    yours: false,
  };
  expect(holdClock(hold, at)).toEqual({ held: "4:20", left: 26 });
  expect(holdClock(hold, at + 3_600_000).left).toBe(0);
});

test("one's own holds come after those that one may look at", () => {
  const ids = toLookAt(holds.holds).map(({ id }) => id);
  expect([holds.holds.map(({ id }) => id), ids]).toEqual([
    ["w-late", "w-held"],
    ["w-held", "w-late"],
  ]);
});

test("a reference of the police holds no words", () => {
  expect(isReference("GA-2026-00123")).toBe(true);
  for (const wrong of ["", "123", "-12345", "王某某2026", "a-12345"]) expect(isReference(wrong)).toBe(false);
});
