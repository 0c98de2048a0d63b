import { expect, test } from "vitest";
import { changes, forecast } from "../../fixtures/twin";
import type { Effect } from "../../shared/verbs/twin";
import {
  byWhat,
  changeKey,
  codesInOrder,
  effectsOf,
  hourRows,
  moves,
  oftenLate,
  savedVerdict,
  signed,
  verdictOf,
} from "./model";

const { said } = forecast();
const effect = (before: number, after: number, band: Effect["band"], half: number): Effect => ({
  before,
  after,
  band,
  change: [after - before, after - before - half, after - before + half],
});

test("the next hour tells classes in their order, then services as at the kiosk; nobody expected is no row", () => {
  const { lines, services } = hourRows(said!.groups, ["noncash", "cash", "loan"]);
  expect(lines.map(({ name }) => name)).toEqual(["care", "vip", "booked", "ordinary"]);
  expect(services.map(({ name }) => name)).toEqual(["service/noncash", "service/cash"]);
  expect(lines.at(-1)).toEqual({ name: "ordinary", come: 46.3, half: 18.2, nine: 32.6, late: 0.41 });
  expect(hourRows({ ordinary: [[0, null, null, null]] }, []).lines).toEqual([]);
  expect(hourRows({ ordinary: [[2, null, null, 1]] }, []).lines).toEqual([
    { name: "ordinary", come: 2, half: undefined, nine: undefined, late: 1 },
  ]);
});

test("codes stand as their services do at the kiosk", () => {
  const codes = { b: "second", a: "first", z: "gone" };
  expect(codesInOrder(codes, { first: { order: 1 }, second: { order: 2 } })).toEqual(["a", "b", "z"]);
});

test("how often the promise is passed", () => {
  expect([0, 0.049, 0.05, 0.249, 0.25, 0.499, 0.5, 1].map(oftenLate)).toEqual([
    "hardly",
    "hardly",
    "few",
    "few",
    "many",
    "many",
    "most",
    "most",
  ]);
});

test("a gain is told only where no interval holds today's figure", () => {
  expect(verdictOf(effect(31, 18, [15, 22], 0.4))).toBe("shorter");
  expect(verdictOf(effect(31, 28, [25, 32], 0.4))).toBe("unsure"); // nine days in ten hold it
  expect(verdictOf(effect(31, 29, [20, 30], 2.5))).toBe("unsure"); // the simulation's error holds none
  expect(verdictOf(effect(31.2, 30.9, [20, 31], 0.1))).toBe("unsure"); // the same in whole minutes
});

test("a cost is told as soon as the simulation is sure of it", () => {
  expect(verdictOf(effect(11.3, 12.6, [8, 17], 0.2))).toBe("longer");
  expect(verdictOf(effect(11.3, 12.6, [8, 17], 1.4))).toBe("unsure");
});

test("minutes saved", () => {
  expect([
    savedVerdict([214, 201, 228]),
    savedVerdict([-96, -104, -88]),
    savedVerdict([4, -6, 14]),
    savedVerdict([0, 0, 0]),
  ]).toEqual(["shorter", "longer", "unsure", "unsure"]);
});

test("effects are told of classes first; of what is not there nothing is told", () => {
  const one = effect(20, 10, [8, 12], 0.5);
  const found = effectsOf({ "service/cash": one, ordinary: one, care: one }, ["cash", "noncash"]);
  expect(found.map(({ name }) => name)).toEqual(["care", "ordinary", "service/cash"]);
});

test("what can be asked, by kind; moves by where somebody comes from", () => {
  expect(byWhat(changes, "open")).toEqual([{ what: "open", counter: "5" }]);
  expect(moves(changes)).toEqual(["3", "4", "6", "7"].map((from) => ({ from, to: ["5"] })));
  expect(new Set(changes.map(changeKey)).size).toBe(changes.length);
});

test("differences carry their sign, with one decimal below a hundred", () => {
  expect([-6.44, 4.1, -13.34, 214.3, 0.04, -0.04].map(signed)).toEqual([
    "−6.4",
    "+4.1",
    "−13.3",
    "+214",
    "0",
    "0",
  ]);
});
