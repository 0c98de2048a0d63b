import { expect, test } from "vitest";
import { wish } from "../../fixtures/cash";
import type { CashAsked } from "../../shared/verbs/cash";
import { isPart, momentOf, reservedToday, stageOf, wishOf } from "./cashing";

const mine = wish("w", "1203", 80_000, { ticket: "t", version: 8 });
const asked = (more: Partial<CashAsked> = {}): CashAsked => ({
  id: "w",
  state: "requested",
  action: "pay",
  why: { "zh-Hans": "", "zh-Hant": "", en: "" },
  table_version: 0,
  row: 2,
  version: 8,
  ...more,
});

test("the last wish of the number is this customer's", () => {
  const older = { ...mine, id: "v" };
  expect(wishOf([older, mine, wish("x", "9", 1000)], "t")).toBe(mine);
  expect(wishOf([wish("x", "9", 1000)], "t")).toBeUndefined();
});

test("only reservations still to be paid can be picked", () => {
  const paid = wish("p", "1", 1000, { state: "paid" });
  const said = wish("s", "2", 1000, { reserved: false });
  expect(reservedToday([mine, paid, said])).toEqual([mine]);
});

test("what the table said holds until something has happened to the wish", () => {
  expect(stageOf(undefined, undefined)).toBe("asking");
  expect(stageOf(mine, undefined)).toBe("asking");
  expect(stageOf(mine, asked())).toBe("pay");
  expect(stageOf(mine, asked({ action: "choose" }))).toBe("choose");
  expect(stageOf({ ...mine, version: 9 }, asked())).toBe("asking"); // a hold was lifted
  expect(stageOf({ ...mine, state: "held_for_fraud_check" }, asked())).toBe("held");
  expect(stageOf({ ...mine, state: "police_referred" }, asked())).toBe("police");
  expect(stageOf({ ...mine, state: "partly_paid" }, undefined)).toBe("rest");
  expect(stageOf({ ...mine, state: "paid" }, asked())).toBe("over");
});

test("a part is less than what is left", () => {
  expect([79_999, 80_000, undefined].map((yuan) => isPart(yuan, mine))).toEqual([true, false, false]);
});

test("there is something to say to who chooses, takes a part, or has it transferred", () => {
  expect(momentOf("choose", mine)).toBe("cash_choice");
  expect(momentOf("rest", mine)).toBe("cash_part");
  expect(momentOf("over", { state: "converted_to_transfer" })).toBe("cash_transfer");
  expect(momentOf("over", { state: "paid" })).toBeUndefined();
  expect(momentOf("pay", mine)).toBeUndefined();
});
