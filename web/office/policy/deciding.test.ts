import { expect, test } from "vitest";
import { examples } from "../../fixtures/policies";
import { effectOf, fitting, caseOf, readRows, shieldsOf, timesOf } from "./deciding";

const divert = examples.tables.find(({ name }) => name === "divert")!;
const draft = readRows(divert, examples.draft.rows);
const start = readRows(divert, divert.rows);

test.each(examples.cases)(
  "$table: $values is decided by row $row, as on the server",
  ({ table, values, row }) => {
    const kind = examples.tables.find(({ name }) => name === table)!;
    const rows = fitting(readRows(kind, kind.rows), caseOf(kind, values)!);
    expect(rows[0]).toBe(row);
  },
);

test("what the draft would have decided otherwise is what the server's trial finds", () => {
  const { listed, hits: _hits, open: _open, outcomes: _outcomes, ...found } = effectOf(draft, examples.past);
  const { listed: told, ...counts } = examples.trial;
  expect(found).toEqual(counts);
  const sorted = (all: readonly object[]) =>
    all
      .map((each) => JSON.stringify({ row: null, ...each }, Object.keys({ row: null, ...each }).sort()))
      .sort();
  expect(sorted(listed)).toEqual(sorted(told));
});

test("all that can be told is divided among results, as it was and as it would be", () => {
  const { decisions, same, otherwise, unknown, outcomes } = effectOf(draft, examples.past);
  expect(same + otherwise + unknown).toBe(decisions);
  for (const column of ["was", "becomes"] as const)
    expect(outcomes.reduce((sum, each) => sum + each[column], 0)).toBe(same + otherwise);
});

test("each past decision is one row's, nobody's, or can't be told", () => {
  const { hits, open, unknown, decisions } = effectOf(draft, examples.past);
  expect(hits.reduce((sum, each) => sum + each, 0) + open + unknown).toBe(decisions);
  expect(open).toBeGreaterThan(0);
  expect(effectOf(start, examples.past)).toMatchObject({ open: 0, otherwise: 0 });
});

test("a finding was met as often as past decisions lie in its cases", () => {
  const [overlap, gap] = examples.draft.findings;
  expect(timesOf(divert, gap!, examples.past)).toBe(effectOf(draft, examples.past).open);
  const both = examples.past
    .filter(({ inputs }) => fitting(draft, caseOf(divert, inputs) ?? []).length > 1 && caseOf(divert, inputs))
    .reduce((sum, { times }) => sum + times, 0);
  expect(timesOf(divert, overlap!, examples.past)).toBe(both);
});

test("what the law forbids is counted, and would be seen", () => {
  expect(shieldsOf(draft, examples.past)).toEqual([
    { name: "care", was: 0, becomes: 0 },
    { name: "free", was: 0, becomes: 0 },
  ]);
  const lawless = readRows(
    divert,
    divert.rows.slice(0, 1).map((row) => ({ ...row, results: ["offer", "smart"] })),
  );
  expect(shieldsOf(lawless, examples.past)[0]!.becomes).toBeGreaterThan(300);
  const line = examples.tables.find(({ name }) => name === "line")!;
  expect(shieldsOf(readRows(line, line.rows), [])).toEqual([]);
});

test("a row that can't be read decides nothing", () => {
  const rows = divert.rows.map((row, at) =>
    at === 0 ? { ...row, cells: ["?", ...row.cells.slice(1)] } : row,
  );
  expect(readRows(divert, rows).masks[0]).toBeUndefined();
});

test("decisions that lack what the table asks are counted as such, each of them", () => {
  const [first] = examples.past;
  const { amount: _amount, ...inputs } = first!.inputs;
  expect(effectOf(start, [{ ...first!, inputs, times: 3 }])).toMatchObject({
    decisions: 3,
    unknown: 3,
    open: 0,
  });
});
