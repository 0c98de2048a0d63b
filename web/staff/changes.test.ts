import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { store } from "../shared/store";
import type { Live } from "../shared/stream";
import { changesAfterCut, differences } from "./changes";

interface Picture {
  tickets: Record<string, number>;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const live = (tickets: Record<string, number>, recoveries: number): Live<Picture> => ({
  line: "live",
  sequence: 1,
  recoveries,
  state: { tickets },
});

test("what changed, appeared or went", () => {
  expect(differences({ a: 1, b: 2, c: 3 }, { a: 1, b: 5, d: 4 })).toEqual(new Set(["b", "c", "d"]));
});

test("changes are outlined for two seconds after a cut, never in ordinary going", () => {
  const source = store(live({ a: 1, b: 1 }, 0));
  const changed = changesAfterCut(source, (state) => state.tickets);
  source.set(live({ a: 2, b: 1 }, 0));
  expect(changed.get().size).toBe(0);
  source.set(live({ a: 2, b: 9 }, 1));
  expect([...changed.get()]).toEqual(["b"]);
  vi.advanceTimersByTime(2001);
  expect(changed.get().size).toBe(0);
});
