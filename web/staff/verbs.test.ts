import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../shared/api";
import { verbs as newVerbs } from "./verbs";

let now = 0;
const verbs = () => newVerbs(() => now);

beforeEach(() => {
  now = 1000;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function later() {
  let done!: () => void;
  let fail!: (reason: unknown) => void;
  const promise = new Promise<void>((resolve, reject) => ([done, fail] = [resolve, reject]));
  return { send: vi.fn(() => promise), done, fail };
}

test("a double click is one post, while the first is under way", async () => {
  const screen = verbs();
  const { send, done } = later();
  const first = screen.run("call", send);
  const second = screen.run("call", send);
  done();
  expect(await Promise.all([first, second])).toEqual([true, false]);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a double click is one post, also when the answer comes between the two clicks", async () => {
  const screen = verbs();
  const send = vi.fn(() => Promise.resolve());
  await screen.run("call", send);
  now += 250;
  expect(await screen.run("call", send)).toBe(false);
  now += 400;
  expect(await screen.run("call", send)).toBe(true);
  expect(send).toHaveBeenCalledTimes(2);
});

test("another verb need not wait for the breath, but for the answer", async () => {
  const screen = verbs();
  const { send, done } = later();
  const first = screen.run("call", send);
  expect(await screen.run("recall", send)).toBe(false);
  done();
  await first;
  expect(await screen.run("recall", () => Promise.resolve())).toBe(true);
});

test("a refusal stays beside its verb, and nothing is repeated", async () => {
  const screen = verbs();
  const send = vi.fn(() => Promise.reject(new Problem("stale_screen", 412, "")));
  expect(await screen.run("call", send)).toBe(false);
  expect(screen.get().refused).toMatchObject({ verb: "call", problem: { code: "stale_screen" } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(send).toHaveBeenCalledTimes(1);
  expect(screen.get().refused).toBeUndefined();
});

test("after a refusal the same verb may be pressed again at once", async () => {
  const screen = verbs();
  await screen.run("call", () => Promise.reject(new Problem("stale_screen", 412, "")));
  expect(await screen.run("call", () => Promise.resolve())).toBe(true);
  expect(screen.get().refused).toBeUndefined();
});

test("an error of our own making is a refusal, too", async () => {
  const screen = verbs();
  await screen.run("call", () => Promise.reject(new TypeError("oops")));
  expect(screen.get().refused?.problem.code).toBe("unknown");
});
