import { expect, test } from "vitest";
import fixtures from "../../fixtures/scripts";
import { head, manager } from "../../fixtures/staff";
import { Problem } from "../../shared/api";
import type { Script, Scripts } from "../../shared/verbs/scripts";
import {
  around,
  beginOf,
  countOf,
  daysLeft,
  groupsOf,
  isEnding,
  lengthOf,
  slipOf,
  waitingFor,
} from "./model";

const TODAY = "2026-11-20";
const told = fixtures.find(({ name }) => name === "scripts-head")!.answers![
  "/api/branches/b-south/scripts"
] as Scripts;
const [one] = told.scripts as [Script];
const ends = (expires_on: string, state: Script["state"] = "in_use") => ({ ...one, expires_on, state });
const sought = { shown: "all", moment: "", text: "" } as const;
const named = (situation: string) => situation;

test("a script ends within 30 days from its last day backwards", () => {
  expect(daysLeft(ends("2026-12-12"), TODAY)).toBe(22);
  const days = ["2026-11-19", "2026-11-20", "2026-12-20", "2026-12-21"];
  expect(days.map((day) => isEnding(ends(day), TODAY))).toEqual([false, true, true, false]);
  expect(isEnding(ends("2026-11-21", "withdrawn"), TODAY)).toBe(false);
  expect(isEnding(ends("2026-11-21", "waiting"), TODAY)).toBe(true);
});

test("the library stands by situation, in the server's order, each script once", () => {
  const groups = groupsOf(told, sought, TODAY, named);
  const order = groups.map(({ situation }) => situation);
  expect(order).toEqual(told.situations.filter((each) => order.includes(each)));
  expect(groups.flatMap(({ scripts }) => scripts)).toHaveLength(told.scripts.length);
});

test("it is sought by words in any language, by situation's name, by moment", () => {
  const found = (text: string, moment = "") =>
    groupsOf(told, { ...sought, text, moment }, TODAY, named).flatMap(({ scripts }) => scripts);
  expect(found(" 折页 ").length).toBeGreaterThan(0);
  expect(found("LEAFLET").length).toBeGreaterThan(0);
  expect(found("greet_door").map(({ situation }) => situation)).toEqual(Array(3).fill("greet_door"));
  expect(new Set(found("", "hand_back").map(({ situation }) => situation))).toEqual(
    new Set(["teller_hand_back"]),
  );
  expect(found("no such words")).toEqual([]);
});

test("each way of showing counts what it shows", () => {
  const counts = (["in_use", "in_work", "ending", "over"] as const).map((each) => countOf(told, each, TODAY));
  expect(counts).toEqual([61, 4, 1, 1]);
});

test("who may approve is told what others wrote", () => {
  expect(waitingFor(head, told.scripts)).toBe(1);
  expect(waitingFor(manager, told.scripts)).toBe(0);
  const mine = told.scripts.map((each) => ({ ...each, yours: true }));
  expect(waitingFor(head, mine)).toBe(0);
});

const texts = (text: string) => ({ "zh-Hans": text, "zh-Hant": "", en: "" });
const refused = (found: string, place: number) =>
  new Problem("promises_principal", 422, "", "texts.zh-Hans", { found, place });

test("a refusal is shown at its place, in characters as the server counts them", () => {
  const text = "您😀放心，宝😀夲，收好。";
  const slip = slipOf(refused("宝😀夲", 6), texts(text))!;
  expect(around(text, slip)).toEqual(["您😀放心，", "宝😀夲", "，收好。"]);
  expect(lengthOf(text)).toBe(12);
});

test("once the text has changed there, no place is shown", () => {
  expect(slipOf(refused("保本", 3), texts("您好，保本。"))).toBeUndefined();
  expect(slipOf(new Problem("expires_too_early", 422, "", "expires_on"), texts(""))).toBeUndefined();
  expect(slipOf(new Problem("bad_input", 422, "", "texts.en"), texts(""))).toBeUndefined();
});

test("a day begins at midnight of the branch's wall, whichever zone and season", () => {
  expect(beginOf("2026-11-23", "Asia/Shanghai")).toBe("2026-11-22T16:00:00.000Z");
  expect(beginOf("2026-07-01", "Europe/London")).toBe("2026-06-30T23:00:00.000Z");
  expect(beginOf("2026-12-01", "Europe/London")).toBe("2026-12-01T00:00:00.000Z");
});
