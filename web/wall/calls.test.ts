import { expect, test } from "vitest";
import fixtures from "../fixtures/wall";
import { panelFor, recentCalls, shownCall } from "./calls";

const state = (name: string) => fixtures.find((one) => one.name === name)!.state;
const { calls } = state("morning");

test("the newest call stands large; while another is spoken, that one does", () => {
  expect(shownCall(calls, undefined, 1)?.number).toBe("A029");
  expect(shownCall(calls, calls[1], 1)?.number).toBe("B012");
  expect(shownCall(calls, calls[1], 60)?.number).toBe("A029");
  expect(shownCall(calls, { ...calls[0]!, sequence: 1 }, 1)?.number).toBe("A029");
});

test("every other number called is listed once, so that none is hidden by the one spoken", () => {
  expect(recentCalls(calls, calls[1], 4).map((call) => call.number)).toEqual([
    "A029",
    "A028",
    "C004",
    "A027",
  ]);
  const again = [{ ...calls[0]!, sequence: 999, kind: "recall" as const }, ...calls];
  expect(recentCalls(again, again[0], 4).map((call) => call.number)).toEqual([
    "B012",
    "A028",
    "C004",
    "A027",
  ]);
});

test("whichever call stands large is not among the earlier ones", () => {
  const again = [{ ...calls[2]!, sequence: 999, kind: "recall" as const }, ...calls];
  for (const speaking of [undefined, ...again])
    for (const scale of [1, 60]) {
      const shown = shownCall(again, speaking, scale)!;
      expect(recentCalls(again, shown, again.length).map(({ number }) => number)).not.toContain(shown.number);
    }
});

test("what the panel says when nobody is called", () => {
  expect(panelFor(state("morning"))).toBe("call");
  expect(panelFor(state("quiet"))).toBe("quiet");
  expect(panelFor(state("before"))).toBe("before");
  expect(panelFor(state("closed"))).toBe("closed");
});
