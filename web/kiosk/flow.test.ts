import { describe, expect, test } from "vitest";
import fixtures from "../fixtures/kiosk";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import { HOME, type Page, patience, scene } from "./flow";

const state = (name: string): KioskState => fixtures.find((one) => one.name === name)!.state;
const live = (name: string, line: Live<KioskState>["line"] = "live"): Live<KioskState> => ({
  line,
  sequence: 1,
  recoveries: 0,
  state: state(name),
});
const ticket: Page = {
  name: "ticket",
  ticket: fixtures[0]!.issued!,
  service: state("morning").services.cash!,
  paper: "offered",
};

describe("what the kiosk shows", () => {
  test("the choices while the branch is open", () => expect(scene(live("morning"), HOME)).toBe("choose"));
  test("the closing page when nothing can be taken", () => {
    expect(scene(live("closed"), HOME)).toBe("closed");
    expect(scene(live("before"), HOME)).toBe("closed");
  });
  test("a full service explains itself, and gives way once it opens again", () => {
    expect(scene(live("full"), { name: "unavailable", service: "company" })).toBe("unavailable");
    expect(scene(live("morning"), { name: "unavailable", service: "company" })).toBe("choose");
  });
  test("a cut goes before the choices, but never takes a number off the screen", () => {
    expect(scene(live("morning", "cut"), HOME)).toBe("cut");
    expect(scene(live("morning", "cut"), { name: "taking", service: "cash" })).toBe("cut");
    expect(scene(live("morning", "cut"), ticket)).toBe("ticket");
  });
  test("nothing heard yet", () => {
    expect(scene({ line: "opening", sequence: -1, recoveries: 0 }, HOME)).toBe("opening");
  });
});

test("large print waits longer", () => {
  expect(patience(ticket, false)).toBe(25);
  expect(patience(ticket, true)).toBe(90);
});
