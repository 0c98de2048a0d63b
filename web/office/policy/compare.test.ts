import { expect, test } from "vitest";
import { examples } from "../../fixtures/policies";
import { changesOf } from "./compare";
import { withCell, withoutRow, withRowMoved } from "./history";

const { rows, inputs } = examples.tables.find(({ name }) => name === "divert")!;
const told = (before: typeof rows, after: readonly (typeof rows)[number][]) =>
  changesOf(before, after)
    .filter(({ kind }) => kind !== "same")
    .map((change) => [change.kind, "was" in change ? change.was : 0, "number" in change ? change.number : 0]);

test("the same rows are the same", () => {
  expect(told(rows, rows)).toEqual([]);
});

test("words that come in another order are the same words", () => {
  const turned = rows.map((row) => ({
    ...row,
    why: { en: row.why.en, "zh-Hant": row.why["zh-Hant"], "zh-Hans": row.why["zh-Hans"] },
  }));
  expect(told(rows, turned)).toEqual([]);
});

test("a cell that changed is a row that changed", () => {
  expect(told(rows, withCell(rows, 4, 5, ">= 8", inputs.length))).toEqual([["changed", 5, 5]]);
});

test("rows removed, added and moved", () => {
  expect(told(rows, withoutRow(rows, 6))).toEqual([["removed", 7, 0]]);
  expect(told([...withoutRow(rows, 6)], rows)).toEqual([["added", 0, 7]]);
  expect(told(rows, withRowMoved(rows, 2, 9)[0])).toEqual([
    ["removed", 3, 0],
    ["added", 0, 10],
  ]);
});

test("the draft of the examples: one row became two, and one has more codes", () => {
  expect(told(rows, examples.draft.rows)).toEqual([
    ["changed", 6, 6],
    ["added", 0, 7],
    ["changed", 8, 9],
  ]);
});
