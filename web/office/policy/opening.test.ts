import { expect, test } from "vitest";
import { examples } from "../../fixtures/policies";
import type { Row } from "../../shared/verbs/policies";
import { readRows } from "./deciding";
import { combinations, holds, isBeyond, isOpen, openedBy, openTo } from "./opening";

const WHY = { "zh-Hans": "", "zh-Hant": "", en: "" };
const rowsOf = (rows: { cells: string[]; results: string[]; may?: string[][] }[]): Row[] =>
  rows.map((row) => ({ ...row, why: WHY, locked: false, may: row.may ?? [] }));
const kindOf = (name: string) => examples.tables.find((each) => each.name === name)!;

test.each(examples.opened.map((each, at) => [`${each.table} ${at}`, each] as const))(
  "%s: the rows that go beyond what the bank opens are the server's",
  (_name, { table, bank, branch, beyond }) => {
    const [kind, rows] = [kindOf(table), rowsOf(branch)];
    const open = openTo(readRows(kind, rows), openedBy(kind, rowsOf(bank))!);
    const found = rows.flatMap(({ results }, at) => (open[at] && !holds(open[at], results) ? [at + 1] : []));
    expect(found).toEqual([...new Set(beyond.map(([row]) => row))]);
  },
);

test("the code that takes a row beyond its bounds is shown, or all where only together they do", () => {
  const open = [
    ["none", "counter"],
    ["accompany", "smart"],
  ];
  const beyond = (results: string[]) => results.map((_code, column) => isBeyond(open, results, column));
  expect(beyond(["none", "counter"])).toEqual([false, false]);
  expect(beyond(["accompany", "atm"])).toEqual([false, true]);
  expect(beyond(["accompany", "counter"])).toEqual([true, true]);
  expect(isBeyond(undefined, ["offer", "atm"], 0)).toBe(false);
});

test("every case is some row's of a whole table, and of one only", () => {
  const divert = kindOf("divert");
  const cases = openedBy(divert, divert.rows)!.flatMap((each) => each.cases);
  const count = cases.reduce((sum, box) => sum + box.reduce((all, mask) => all * bits(mask), 1), 0);
  const [whole] = readRows(divert, [{ ...divert.rows[0]!, cells: divert.inputs.map(() => "-") }]).masks;
  expect(count).toBe(whole!.reduce((all, mask) => all * bits(mask), 1));
});

const bits = (mask: number) => [...mask.toString(2)].filter((each) => each === "1").length;

test("a code is open where some open result has it", () => {
  const open = [
    ["none", "counter"],
    ["offer", "smart"],
  ];
  expect(isOpen(open, 0, "offer")).toBe(true);
  expect(isOpen(open, 1, "atm")).toBe(false);
  expect(isOpen(undefined, 1, "atm")).toBe(true);
});

test("what the law keeps to itself can't be opened", () => {
  const outputs = [
    { name: "offer", codes: ["none", "offer"], by_law: [], limits: [] },
    { name: "place", codes: ["counter", "police"], by_law: ["police"], limits: [] },
  ];
  const [row] = rowsOf([{ cells: [], results: ["none", "counter"] }]);
  expect(combinations({ ...kindOf("divert"), inputs: [], outputs }, row!)).toEqual([
    ["none", "counter"],
    ["offer", "counter"],
  ]);
});

test("of very many combinations those a step away can be opened, within the row's limits", () => {
  const order = kindOf("order");
  const ordinary = order.rows.find(({ cells }) => cells[0] === '"ordinary"')!;
  const already = ["3", "0.5", "3", "30"];
  const found = combinations(order, { ...ordinary, may: [already] });
  expect(found).toContainEqual(["3", "1", "8", "30"]);
  expect(found).toContainEqual(already);
  expect(found).not.toContainEqual(["3", "1", "none", "30"]);
  expect(found.length).toBeLessThan(40);
});
