import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clipsFor, textFor } from "./sentence";
import type { CallView } from "./views";
import { announcer, type Announcer, volumeAt } from "./voice";

const START = Date.parse("2026-11-20T01:40:00Z");
const call = (sequence: number, number: string, secondsAgo = 0): CallView => ({
  sequence,
  number,
  counter: "2",
  at: new Date(START - secondsAgo * 1000).toISOString(),
  kind: "call",
});

let said: string[];
let talking: number;
let most: number;
let voice: Announcer;

/** Takes seven seconds for a call, as a loudspeaker does, and notices when two overlap. */
const player = {
  async play({ number }: CallView) {
    said.push(number);
    talking += 1;
    most = Math.max(most, talking);
    await new Promise((done) => setTimeout(done, 7_000));
    talking -= 1;
    return true;
  },
};

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  [said, talking, most] = [[], 0, 0];
  voice = announcer(player, () => Date.now());
});
afterEach(() => vi.useRealTimers());

test("calls are said in the ledger's order, one after another", async () => {
  voice.hear([call(3, "A003"), call(2, "A002"), call(1, "A001")], false);
  expect(said).toEqual(["A001"]);
  expect(voice.speaking.get()?.number).toBe("A001");
  await vi.advanceTimersByTimeAsync(7_000);
  expect(said).toEqual(["A001", "A002"]);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(said).toEqual(["A001", "A002", "A003"]);
  expect(voice.speaking.get()).toBeUndefined();
  expect(most).toBe(1);
});

test("a sequence is said once, however often the picture comes", async () => {
  voice.hear([call(1, "A001")], false);
  voice.hear([call(1, "A001")], false);
  await vi.advanceTimersByTimeAsync(10_000);
  voice.hear([call(2, "B001"), call(1, "A001")], false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toEqual(["A001", "B001"]);
});

test("a call that waited longer than 30 s is left to the eyes", async () => {
  const burst = ["A", "B", "C", "D", "E", "F"].map((letter, at) => call(at + 1, `${letter}001`));
  voice.hear(burst, false);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(said).toEqual(["A001", "B001", "C001", "D001", "E001"]); // at 0, 7, 14, 21 and 28 s; F would be at 35 s
});

test("an old call in a fresh picture is not said", () => {
  voice.hear([call(1, "A001", 31)], false);
  expect(said).toEqual([]);
});

test("what a wall missed while cut is listed, not spoken; what follows is", async () => {
  voice.hear([call(2, "A002"), call(1, "A001")], true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toEqual([]);
  voice.hear([{ ...call(3, "A003"), at: new Date(Date.now()).toISOString() }, call(2, "A002")], false);
  expect(said).toEqual(["A003"]);
});

test("a recall takes the place of the same number's call that still waits", async () => {
  voice.hear([call(1, "A001")], false);
  voice.hear([call(2, "A002"), call(1, "A001")], false);
  voice.hear([{ ...call(3, "A002"), kind: "recall" }, call(2, "A002"), call(1, "A001")], false);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(said).toEqual(["A001", "A002"]);
});

test("a loudspeaker that hangs or fails does not hold up the next call", async () => {
  const hanging = announcer(
    {
      play: ({ number }) => {
        said.push(number);
        return number === "A001" ? new Promise(() => undefined) : Promise.reject(new Error("no sound"));
      },
    },
    () => START,
  );
  hanging.hear([call(2, "A002"), call(1, "A001"), call(3, "A003")], false);
  await vi.advanceTimersByTimeAsync(26_000);
  expect(said).toEqual(["A001", "A002", "A003"]);
});

describe("what is said", () => {
  const all = () => true;
  test("in clips", () => {
    expect(clipsFor(call(1, "A029"), "zh-Hans", all)).toEqual([
      "qing",
      "A",
      "0",
      "2",
      "9",
      "hao",
      "dao",
      "2",
      "hao",
      "chuangkou",
    ]);
    expect(clipsFor({ number: "A029", counter: "12" }, "zh-Hans", all)?.slice(7, 9)).toEqual(["shi", "2"]);
    expect(clipsFor({ number: "A029", counter: "20" }, "zh-Hans", all)?.slice(7, 9)).toEqual(["2", "shi"]);
    expect(
      clipsFor({ number: "A029", counter: "12" }, "zh-Hans", (clip) => clip !== "shi")?.slice(7, 9),
    ).toEqual(["1", "2"]);
    expect(clipsFor(call(1, "A029"), "en", all)).toEqual([
      "number",
      "A",
      "0",
      "2",
      "9",
      "please_go_to",
      "counter",
      "2",
    ]);
  });
  test("nothing where a clip is missing", () => {
    expect(clipsFor(call(1, "A029"), "zh-Hans", (clip) => clip !== "9")).toBeUndefined();
  });
  test("in text", () => {
    expect(textFor(call(1, "A029"), "zh-Hans")).toBe("请 A 零 二 九 号，到 2 号窗口");
    expect(textFor(call(1, "A029"), "en")).toBe("Number A 0 2 9, please go to counter 2.");
  });
});

test("softer at midday", () => {
  expect(volumeAt(10)).toBe(1);
  expect(volumeAt(13)).toBeLessThan(1);
});
