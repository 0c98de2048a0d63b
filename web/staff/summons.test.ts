import { expect, test } from "vitest";
import type { SeatView } from "../shared/views";
import { answeredBy, askedOf, summonsOf } from "./summons";

const NOW = Date.parse("2026-11-20T02:42:00Z");
const ahead = "2026-11-20T02:50:00Z";
const seat = (number: string, more: Partial<SeatView> = {}): SeatView => ({
  id: `c${number}`,
  number,
  kind: "closed",
  zone: "z",
  services: [],
  state: "vacant",
  version: 1,
  since: "2026-11-20T02:00:00Z",
  served: 0,
  ...more,
});
const chen = { id: "s1", name: "陈雨桐", post: "teller" };

test("who sits there is asked, else whoever is free; who moves is asked to the other counter", () => {
  const seats = { c1: seat("1", { staff: chen }), c5: seat("5") };
  expect(summonsOf({ what: "open", counter: "5" }, seats)).toEqual({ seat: seats.c5 });
  expect(summonsOf({ what: "open", counter: "1" }, seats)?.staff?.name).toBe("陈雨桐");
  const moves = summonsOf({ what: "move", counter: "1", other: "5" }, seats);
  expect([moves?.seat.number, moves?.staff?.id]).toEqual(["5", "s1"]);
});

test("nobody is asked to what is no counter's work, or from where nobody sits", () => {
  const seats = { c1: seat("1"), c5: seat("5") };
  expect(summonsOf({ what: "divert" }, seats)).toBeUndefined();
  expect(summonsOf({ what: "close", counter: "1" }, seats)).toBeUndefined();
  expect(summonsOf({ what: "move", counter: "1", other: "5" }, seats)).toBeUndefined();
  expect(summonsOf({ what: "open", counter: "9" }, seats)).toBeUndefined();
});

test("a summons is asked until it is answered or its time is over", () => {
  const summons = { until: ahead, declined: false };
  expect(answeredBy(seat("5", { summons }), NOW)).toBe("asked");
  expect(answeredBy(seat("5", { summons: { ...summons, declined: true } }), NOW)).toBe("declined");
  expect(answeredBy(seat("5", { summons }), Date.parse(ahead))).toBe("over");
  expect(answeredBy(seat("5", { state: "open" }), NOW)).toBe("open");
});

test("only who is named sees it at their own counter, while it stands", () => {
  const asks = (more: object) => [
    seat("5", { summons: { until: ahead, declined: false, staff: chen, ...more } }),
  ];
  expect(askedOf("s1", asks({}), NOW)?.number).toBe("5");
  expect(askedOf("s2", asks({}), NOW)).toBeUndefined();
  expect(askedOf("s1", asks({ declined: true }), NOW)).toBeUndefined();
  expect(askedOf("s1", asks({}), Date.parse(ahead))).toBeUndefined();
  expect(
    askedOf(undefined, [seat("5", { summons: { until: ahead, declined: false } })], NOW),
  ).toBeUndefined();
});
