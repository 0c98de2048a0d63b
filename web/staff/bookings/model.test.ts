import { expect, test } from "vitest";
import { bookingDay } from "../../fixtures/bookings";
import { NOW } from "../../fixtures/floor";
import type { BookingRow } from "../../shared/verbs/bookings";
import { dueOf, mayCancel, mayCome, rowsOf, spaced, standingOf } from "./model";

const MINUTE = 60_000;
const now = Date.parse(NOW);
const row = (id: string): BookingRow => bookingDay.bookings.find((one) => one.id === id)!;
const ids = (which: Parameters<typeof rowsOf>[1], digits = "") =>
  rowsOf(bookingDay, which, digits, now).map(({ id }) => id);

test("an appointment stands by its slot: early, due, late within the grace, gone by", () => {
  const slot = Date.parse(row("k4").slot_at);
  const at = (minutes: number) => standingOf(row("k4"), bookingDay, slot + minutes * MINUTE);
  expect([-16, -15, 0, 0.1, 10, 10.1].map(at)).toEqual(["ahead", "due", "due", "late", "late", "no_show"]);
});

test("what was stored is not reckoned anew", () => {
  for (const state of ["pending", "expired", "arrived", "walk_in", "cancelled"] as const)
    expect(standingOf({ ...row("k4"), state }, bookingDay, now)).toBe(state);
});

test("whoever is late still gets a number, and only an open slot is given back", () => {
  expect((["due", "late", "no_show"] as const).every(mayCome)).toBe(true);
  expect((["pending", "expired", "ahead", "arrived", "walk_in", "cancelled"] as const).some(mayCome)).toBe(
    false,
  );
  expect((["pending", "ahead", "due", "late", "no_show"] as const).every(mayCancel)).toBe(true);
  expect((["expired", "arrived", "walk_in", "cancelled"] as const).some(mayCancel)).toBe(false);
});

test("the list shows who is still to come; last digits find anybody, whichever is shown", () => {
  expect(ids("open")).toEqual(["k2", "k3", "k4", "k5", "k7", "k8"]);
  expect(ids("came")).toEqual(["k1", "k6"]);
  expect(ids("all")).toHaveLength(8);
  expect(ids("open", "7741")).toEqual(["k6"]);
  expect(ids("open", "41")).toEqual(["k6"]);
  expect(ids("all", "9999")).toEqual([]);
});

test("who is due is counted from what the screen hears", () => {
  const slot = (minutes: number) => new Date(now + minutes * MINUTE).toISOString();
  const bookings = {
    a: { state: "late", slot: slot(-3) },
    b: { state: "booked", slot: slot(15) },
    c: { state: "booked", slot: slot(16) },
    d: { state: "no_show", slot: slot(-20) },
    e: { state: "pending", slot: slot(5) },
  };
  expect(dueOf(bookings, now)).toBe(2);
});

test("a number is shown as it is read out; one from elsewhere as it is", () => {
  expect(spaced("+8613912346604")).toBe("+86 139 1234 6604");
  expect(spaced("+85261234567")).toBe("+85261234567");
});
