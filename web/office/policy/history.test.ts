import { expect, test } from "vitest";
import { examples } from "../../fixtures/policies";
import {
  changed,
  historyOf,
  lawRows,
  redone,
  undone,
  withCell,
  withoutRow,
  withRowBelow,
  withRowMoved,
  withWhy,
} from "./history";

const { rows, inputs, outputs } = examples.tables.find(({ name }) => name === "divert")!;
const other = withCell(rows, 4, 5, ">= 8", inputs.length);

test("what was undone is done again, until something else is done", () => {
  const first = changed(historyOf(rows), other);
  expect(undone(first).rows).toBe(rows);
  expect(redone(undone(first))).toEqual(first);
  expect(redone(changed(undone(first), withoutRow(rows, 9))).rows).toHaveLength(rows.length - 1);
  expect(undone(historyOf(rows)).rows).toBe(rows);
});

test("what changes nothing is nothing to undo", () => {
  expect(changed(historyOf(rows), withCell(rows, 4, 5, rows[4]!.cells[5]!, inputs.length)).past).toEqual([]);
});

test("cells and results, and nothing else of the row", () => {
  expect(other[4]).toEqual({
    ...rows[4],
    cells: rows[4]!.cells.map((cell, at) => (at === 5 ? ">= 8" : cell)),
  });
  expect(withCell(rows, 4, inputs.length + 1, "atm", inputs.length)[4]!.results).toEqual(["offer", "atm"]);
});

test("the law's rows are neither changed, moved, removed nor passed", () => {
  const [why] = [{ "zh-Hans": "", "zh-Hant": "", en: "" }];
  expect(lawRows(rows)).toBe(2);
  expect(withCell(rows, 0, 0, "-", inputs.length)).toBe(rows);
  expect(withWhy(rows, 1, why)).toBe(rows);
  expect(withoutRow(rows, 0)).toBe(rows);
  expect(withRowMoved(rows, 0, 5)).toEqual([rows, 0]);
  expect(withRowMoved(rows, 2, 0)).toEqual([rows, 2]);
  expect(withRowMoved(rows, 5, 0)[1]).toBe(2);
});

test("a row moves to a place, and the others close up", () => {
  const [moved, place] = withRowMoved(rows, 3, 99);
  expect(place).toBe(rows.length - 1);
  expect(moved.at(-1)).toBe(rows[3]);
  expect(moved.slice(0, 3)).toEqual(rows.slice(0, 3));
});

test("a new row is like the one above it, free, and below the law's", () => {
  const [more, place] = withRowBelow(rows, 0, outputs);
  expect(place).toBe(2);
  expect(more[2]).toEqual({ ...rows[0], locked: false });
  const identify = examples.tables.find(({ name }) => name === "identify")!;
  expect(withRowBelow(identify.rows, 0, identify.outputs)[0][1]!.results).toEqual(["potential"]);
});

test("the last row stays", () => {
  expect(withoutRow([rows[4]!], 0)).toHaveLength(1);
});
