import { expect, test } from "vitest";
import { examples } from "../../fixtures/policies";
import type { Clause } from "../../shared/verbs/policies";
import { atomOf, atomsOf, everyOf, isMask, readCell, runsOf, writeCell } from "./cells";

const clauseOf = (table: string, name: string): Clause =>
  examples.tables.find((each) => each.name === table)!.inputs.find((each) => each.name === name)!;
const waiting = clauseOf("divert", "waiting");
const business = clauseOf("divert", "business");

test.each(examples.cells)("$table $clause: $typed is read as the server reads it", (example) => {
  const clause = clauseOf(example.table, example.clause);
  const read = readCell(clause, example.typed);
  expect(isMask(read) ? writeCell(clause, read) : read.code).toBe(example.written ?? example.refused);
});

test("every cell of the tables that a bank starts with is read, and written so that it means the same", () => {
  for (const { inputs, rows } of examples.tables)
    for (const { cells } of rows)
      inputs.forEach((clause, at) => {
        const mask = readCell(clause, cells[at]!);
        expect(isMask(mask) && readCell(clause, writeCell(clause, mask)), cells[at]).toBe(mask);
      });
});

test.each([waiting, business])("every mask of $name is written and read back", (clause) => {
  for (let mask = 1; mask <= everyOf(clause); mask += 1) {
    const read = readCell(clause, writeCell(clause, mask));
    if (read !== mask) expect([mask, writeCell(clause, mask)]).toEqual([read, ""]);
  }
});

test("the nearest edges are told to whoever missed the grid", () => {
  expect(readCell(waiting, "≥ 7")).toEqual({ code: "cell_not_on_grid", cell: "7", below: 6, above: 8 });
});

test("a value has the atom of its band or code, or none", () => {
  expect([0, 7, 8, 900].map((value) => atomOf(waiting, value))).toEqual([0, 6, 7, 13]);
  expect(["fee", "gold", undefined].map((value) => atomOf(business, value))).toEqual([
    2,
    undefined,
    undefined,
  ]);
  expect(atomsOf(business)).toBe(8);
});

test("runs of a mask", () => {
  expect(runsOf(0b1101100)).toEqual([
    [2, 4],
    [5, 7],
  ]);
});
