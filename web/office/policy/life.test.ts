import { expect, test } from "vitest";
import type { Phase, PolicyTable, PolicyVersion } from "../../shared/verbs/policies";
import { beforeOf, besideOf, inForce, stepsOf } from "./life";

const version = (number: number, state: Phase, more: Partial<PolicyVersion> = {}): PolicyVersion => ({
  ...(number ? { id: `p-${number}` } : {}),
  number,
  state,
  faults: 0,
  editors: [],
  digest: `d${number}`,
  version: number,
  yours: false,
  ...more,
});
const table = (versions: PolicyVersion[], bank?: number): PolicyTable => ({
  name: "divert",
  hit: "unique",
  changes: "any_time",
  carried: false,
  begins: [],
  inputs: [],
  outputs: [],
  versions,
  ...(bank === undefined ? {} : { bank }),
});
const [draft, live, old, start] = [
  version(8, "draft"),
  version(7, "live", { live_from: "2026-09-13T19:00:00Z" }),
  version(6, "retired", { live_from: "2026-05-31T19:00:00Z" }),
  version(0, "retired"),
];

test("a draft stands beside what is in force, that beside what was before", () => {
  const all = table([draft, live, old, start]);
  expect([draft, live, old].map((each) => besideOf(all, each)?.number)).toEqual([7, 6, 7]);
  expect(besideOf(table([version(0, "live")]), version(0, "live"))).toBeUndefined();
});

test("a version that was rolled back is nothing to go back to", () => {
  expect(beforeOf(table([live, version(6, "rolled_back"), start]), live)?.number).toBe(0);
});

test("what was in force before is the latest by its time, not by its number", () => {
  const late = version(5, "retired", { live_from: "2026-08-01T19:00:00Z" });
  expect(beforeOf(table([live, old, late, start]), live)?.number).toBe(5);
  expect(beforeOf(table([live, start], 3), live)).toEqual({ number: 3, bank: true });
});

test("a branch without a version of its own goes by head office's", () => {
  const bank = table([draft, start], 3);
  expect(inForce(bank)).toEqual({ number: 3, bank: true });
  expect(besideOf(bank, draft)).toEqual({ number: 3, bank: true });
  expect(inForce(table([live, start], 3))).toMatchObject({ number: 7, bank: false });
});

test.each([
  ["checking", 2, "done now todo todo todo"],
  ["draft", 0, "done done now todo todo"],
  ["tried", 0, "done done done now todo"],
  ["outdated", 0, "done done now todo todo"],
  ["waiting", 0, "done done done now todo"],
  ["returned", 0, "done done done bad todo"],
  ["scheduled", 0, "done done done done now"],
  ["live", 0, "done done done done done"],
  ["yielding", 2, "done now done done bad"],
  ["rolled_back", 0, "done done done done bad"],
] as const)("%s with %i faults: %s", (state, faults, marks) => {
  const step = { tried: { at: "2026-11-20T02:00:00Z" } };
  expect(Object.values(stepsOf(version(8, state, step), faults)).join(" ")).toBe(marks);
});
