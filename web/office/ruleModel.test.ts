import { expect, test } from "vitest";
import type { Parameter } from "../shared/verbs/parameters";
import { clockOf, groupsOf, typed } from "./ruleModel";

const gap: Parameter = {
  name: "recall_gap_s",
  title: "两次呼叫最短间隔",
  group: "calling",
  unit: "s",
  value: 15,
  default: 15,
  least: 5,
  most: 120,
};
const promise: Parameter = { ...gap, name: "promise_min", group: "waits", unit: "min" };

test.each([
  ["20", 20],
  [" 5 ", 5],
  ["120", 120],
  ["4", "outside"],
  ["121", "outside"],
  ["-1", "outside"],
  ["", "notNumber"],
  ["2.5", "notNumber"],
  ["1e2", "notNumber"],
  ["二十", "notNumber"],
  ["99999999999999999999", "notNumber"],
])("%j is %j", (text, meant) => {
  expect(typed(gap, text)).toBe(meant);
});

test("groups keep the order in which they came", () => {
  const found = groupsOf([gap, promise, { ...gap, name: "recalls" }]);
  expect(found.map(([group, members]) => [group, members.map(({ name }) => name)])).toEqual([
    ["calling", ["recall_gap_s", "recalls"]],
    ["waits", ["promise_min"]],
  ]);
});

test("a time of day is typed as a clock shows it", () => {
  const rule = { unit: "minute", least: 0, most: 1439 } as Parameter;
  expect([typed(rule, "15:00"), typed(rule, " 9：05 "), typed(rule, "23:59")]).toEqual([900, 545, 1439]);
  expect([typed(rule, "900"), typed(rule, "24:00"), typed(rule, "8:60")]).toEqual(Array(3).fill("notClock"));
  expect(typed({ ...rule, most: 720 }, "15:00")).toBe("outside");
  expect([clockOf(900), clockOf(5)]).toEqual(["15:00", "00:05"]);
});
