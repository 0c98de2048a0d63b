import { expect, test } from "vitest";
import { examples } from "../../fixtures/policies";
import type { PolicyRows, Row } from "../../shared/verbs/policies";
import { historyOf } from "./history";
import { marksOf, unreadAt } from "./marks";
import type { Desk } from "./useDesk";

const table = examples.tables.find(({ name }) => name === "divert")!;
const desk = (rows: readonly Row[], more: Partial<PolicyRows> = {}) =>
  ({
    table,
    rows,
    kept: {
      history: historyOf(rows),
      told: { rows: examples.draft.rows, problems: [], findings: [], beyond: [], ...more },
      saving: "saved",
    },
  }) as unknown as Desk;

test("an overlap marks both rows, a gap the row whose mend closes it", () => {
  const marks = marksOf(desk(examples.draft.rows, { findings: examples.draft.findings }));
  expect(marks.flatMap((each, at) => each.map(({ fault }) => `${at + 1} ${fault}`))).toEqual([
    "6 gap",
    "8 overlap",
    "9 overlap",
  ]);
});

test("a row that can't be read says why; the whole table's trouble is no row's", () => {
  const problems = [
    { row: 0, column: "", code: "table_too_long", title: "long" },
    { row: 4, column: "waiting", code: "cell_not_on_grid", title: "7" },
  ];
  expect(marksOf(desk(examples.draft.rows, { problems })).flat()).toEqual([{ fault: "wrong", text: "7" }]);
});

test("a row that goes beyond head office's bounds is marked once, in however many cases", () => {
  const [one] = examples.bound.beyond;
  expect(marksOf(desk(examples.draft.rows, { beyond: [one!, { ...one!, bank_row: 6 }] })).flat()).toEqual([
    { fault: "beyond" },
  ]);
});

test("once rows have come or gone the old marks are nobody's", () => {
  const { findings } = examples.draft;
  expect(marksOf(desk(examples.draft.rows.slice(1), { findings })).flat()).toEqual([]);
});

test("a cell tells while it is typed that it can't be read", () => {
  const rows = examples.draft.rows.map((row) => ({ ...row, cells: [...row.cells.slice(0, 5), ">= 7"] }));
  expect(unreadAt(desk(rows), 3, 5)).toMatchObject({ code: "cell_not_on_grid", below: 6, above: 8 });
  expect(unreadAt(desk(rows), 3, 4)).toBeUndefined();
  expect(unreadAt(desk(rows), 3, 7)).toBeUndefined();
});
