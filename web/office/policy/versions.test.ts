import { expect, test } from "vitest";
import type { PolicyTable } from "../../shared/verbs/policies";
import { say } from "../../shared/words";
import { versionAddress, versionText } from "./versions";
import { policyWords } from "./words";

const branch = { name: "divert", opens: false } as PolicyTable;
const office = { name: "divert", opens: true } as PolicyTable;

test.each([
  ["zh-Hans", "总行 v1", "网点 v1", "系统 v0"],
  ["zh-Hant", "總行 v1", "分行 v1", "系統 v0"],
  ["en", "Bank v1", "Branch v1", "Built-in v0"],
] as const)("in %s a version says whose it is", (language, bank, own, start) => {
  const w = say(policyWords, language);
  expect(versionText(branch, { number: 1, bank: true }, w)).toBe(bank);
  expect(versionText(branch, { number: 1, bank: false }, w)).toBe(own);
  expect(versionText(office, { number: 1, bank: false }, w)).toBe(bank);
  expect(versionText(branch, { number: 0, bank: false }, w)).toBe(start);
});

test("the bank's version has an address of its own", () => {
  expect(versionAddress(branch, { number: 3, bank: true })).toMatch(/#policies\/divert\/bank$/);
  expect(versionAddress(branch, { number: 3, bank: false })).toMatch(/#policies\/divert\/3$/);
});
