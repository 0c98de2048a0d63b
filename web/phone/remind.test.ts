import { expect, test } from "vitest";
import fixtures from "../fixtures/phone";
import { news } from "./remind";

const ticket = (name: string) => fixtures.find((one) => one.name === name)!.state.ticket;
const waiting = ticket("morning");
const called = ticket("called");

test("told once when two are left, and at the call and each recall", () => {
  expect(news(waiting, { ...waiting, ahead: 2 })).toBe("near");
  expect(news({ ...waiting, ahead: 2 }, { ...waiting, ahead: 1 })).toBeUndefined();
  expect(news(waiting, called)).toBe("called");
  expect(news(called, { ...called, recalls: 1 })).toBe("called");
  expect(news(called, called)).toBeUndefined();
});

test("opening the page is no news", () => {
  expect(news(undefined, called)).toBeUndefined();
});
