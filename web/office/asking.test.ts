import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../shared/api";
import type { Answer, Change, WhatIf } from "../shared/verbs/twin";
import { asking } from "./asking";

const CLOSE: Change = { what: "close", counter: "3" };
const OPEN: Change = { what: "open", counter: "5" };
const ANSWER = { replications: 1000 } as Answer;
const still = (change: Change): WhatIf => ({ id: change.what, change, asked_at: "2026-11-20T02:42:00Z" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The door of a server whose twin answers at the nth look. */
function door(at: number, answer: WhatIf["answer"] = ANSWER) {
  let looks = 0;
  return {
    patience: 10_000,
    ask: vi.fn((change: Change) => Promise.resolve({ id: change.what })),
    look: vi.fn((id: string) => {
      looks += 1;
      const found = still(id === "open" ? OPEN : CLOSE);
      return Promise.resolve(looks < at ? found : { ...found, answer, sequence: 7 });
    }),
  };
}
const questions = (over: ReturnType<typeof door>) => asking(over, () => Date.now());

test("it looks each quarter second until there is an answer", async () => {
  const server = door(4);
  const one = questions(server);
  const asked = one.ask(CLOSE);
  expect(one.get()).toEqual({ state: "waiting", wanted: CLOSE });
  await vi.advanceTimersByTimeAsync(749);
  expect(one.get().state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1);
  await asked;
  expect(one.get()).toMatchObject({ state: "told", wanted: CLOSE, answer: ANSWER, sequence: 7 });
  expect(server.look).toHaveBeenCalledTimes(4);
});

test("after ten seconds it gives up, and says so", async () => {
  const one = questions(door(1000));
  const asked = one.ask(CLOSE);
  await vi.advanceTimersByTimeAsync(10_250);
  await asked;
  expect(one.get()).toEqual({ state: "late", wanted: CLOSE });
});

test("what the twin cannot say is told with its code", async () => {
  const one = questions(door(1, { refused: "change_impossible" }));
  await one.ask(OPEN);
  expect(one.get()).toEqual({ state: "refused", wanted: OPEN, code: "change_impossible" });
});

test("a refused question is told with its reason; a look that nobody answers is tried again", async () => {
  const refusing = door(1);
  refusing.ask.mockRejectedValue(new Problem("no_right", 403, "无权"));
  const one = questions(refusing);
  await one.ask(OPEN);
  expect(one.get()).toMatchObject({ state: "problem", problem: { code: "no_right" } });

  const away = door(1);
  away.look.mockRejectedValueOnce(new Problem("offline", 0, ""));
  const other = questions(away);
  const asked = other.ask(OPEN);
  await vi.advanceTimersByTimeAsync(250);
  await asked;
  expect(other.get().state).toBe("told");
});

test("another question takes the place of the first, whose answer is not shown any more", async () => {
  const server = door(3);
  const one = questions(server);
  const first = one.ask(CLOSE);
  await vi.advanceTimersByTimeAsync(250);
  const second = one.ask(OPEN);
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all([first, second]);
  expect(one.get()).toMatchObject({ state: "told", wanted: OPEN });
  one.drop();
  expect(one.get()).toEqual({ state: "none" });
});
