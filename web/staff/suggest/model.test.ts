import { expect, test } from "vitest";
import { diverts, moves, opens, suggestion } from "../../fixtures/suggest";
import { effects, lineEnd, suggestedNow, told } from "./model";

const heard = (...suggestions: Parameters<typeof told>) => ({ suggestions });
const OPEN = { state: "open" } as const;

test("the class that is helped most, and who waits longer for it, in whole minutes", () => {
  const said = told(moves)!;
  expect(said.best).toEqual({ line: "ordinary/cash", before: 31, after: 26, low: 23, high: 30 });
  expect(said.costs).toEqual([{ line: "ordinary/noncash", before: 18, after: 20, low: 15, high: 25 }]);
  expect(said.unsure).toBe(false);
});

test("costs: the most burdened first", () => {
  const both = {
    ...moves,
    waits: { ...moves.waits, "vip/company": [4, 9] as const },
  };
  expect(told(both)!.costs.map(({ line }) => line)).toEqual(["vip/company", "ordinary/noncash"]);
});

test("an interval that holds what is now may not help, as it is shown: in whole minutes", () => {
  expect(told(diverts)!.unsure).toBe(true);
  expect(told(opens)!.unsure).toBe(false);
  const touches = suggestion("s", opens.change, [30.6, 28, 25, 31.4]);
  expect(told(touches)!.unsure).toBe(true);
});

test("nothing is told without an interval", () => {
  const { bands: _bands, ...bare } = opens;
  expect(told(bare)).toBeUndefined();
  const half = { ...moves, bands: { "ordinary/noncash": [14, 23, 15, 25] as const } };
  expect(effects(half).map(({ line }) => line)).toEqual(["ordinary/noncash"]);
});

test("nobody who is protected stands in the figures of a diversion", () => {
  const waits = { "care/cash": [20, 5], "emergency/cash": [9, 1], "ordinary/cash": [31, 28] } as const;
  const band = [1, 40, 1, 9] as const;
  const bands = { "care/cash": band, "emergency/cash": band, "ordinary/cash": band };
  expect(effects({ ...diverts, waits, bands }).map(({ line }) => line)).toEqual(["ordinary/cash"]);
  expect(effects({ ...opens, waits, bands })[0]!.line).toBe("care/cash");
});

test("shown are those that stand, the greatest gain first, within the hours", () => {
  const over = { ...opens, id: "over", state: "dismissed" as const };
  const list = { suggestions: [diverts, over, moves, opens] };
  const ids = suggestedNow(list, OPEN).map(({ one }) => one.id);
  expect(ids).toEqual(["s-open", "s-move", "s-divert"]);
  expect(suggestedNow(list, { state: "closed" })).toEqual([]);
  expect(suggestedNow(list, { state: "before" })).toEqual([]);
  expect(suggestedNow(undefined, OPEN)).toEqual([]);
});

test("a change that this page does not know is not shown", () => {
  expect(suggestedNow(heard({ ...opens, change: { what: "rain" } }), OPEN)).toEqual([]);
});

test("a card's line ends beyond all that is marked on it", () => {
  expect(lineEnd(told(opens)!.best, 20)).toBeGreaterThan(31);
  expect(lineEnd(told(opens)!.best, 60)).toBeGreaterThan(60);
});
