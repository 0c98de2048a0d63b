import { expect, test } from "vitest";
import { tickets } from "../fixtures/floor";
import { byArrival, byNumber, inState, waitingOf } from "./people";
import { progressOf } from "./service";

const numbers = (people: { number: string }[]) => people.map(({ number }) => number);
const NOW = Date.parse("2026-11-20T02:42:00Z");

test("whoever took a number first stands in front; an emergency before everybody", () => {
  const urgent = { ...tickets["t-A063"]!, emergency: true };
  const line = byArrival([tickets["t-A054"]!, urgent, tickets["t-A050"]!]);
  expect(numbers(line)).toEqual(["A063", "A050", "A054"]);
});

test("twenty wait; called, served, parked and missed ones do not", () => {
  expect(waitingOf(tickets)).toHaveLength(20);
  expect(numbers(inState(tickets, "missed"))).toEqual(["B018", "A047"]);
  expect(numbers(inState(tickets, "parked"))).toEqual(["B017", "A059"]);
});

test("counters stand in the order of their numbers", () => {
  expect(byNumber([{ number: "10" }, { number: "2" }, { number: "1" }]).map(({ number }) => number)).toEqual([
    "1",
    "2",
    "10",
  ]);
});

test("a service within its time fills its bar, beyond it the tick shows where it should have ended", () => {
  expect(progressOf(tickets["t-A048"]!, NOW)).toEqual({ minutes: 6, expected: 8, filled: 0.75, overBy: 0 });
  expect(progressOf(tickets["t-A049"]!, NOW)).toEqual({
    minutes: 14,
    expected: 9,
    filled: 1,
    tick: 9 / 14,
    overBy: 5,
  });
});

test("without enough history there is a time but no bar", () => {
  const { expected: _expected, ...unknown } = tickets["t-A048"]!;
  expect(progressOf(unknown, NOW)).toEqual({ minutes: 6, filled: 0, overBy: 0 });
  expect(progressOf(tickets["t-A050"]!, NOW)).toBeUndefined();
});
