import { expect, test } from "vitest";
import { estimateText, estimateWords, worthTelling } from "./estimate";
import { catalogue, fill, pieces, places, say } from "./words";

test("values stand in their places, and English counts", () => {
  expect(fill("现有 {n} 人等候", { n: 14 })).toBe("现有 14 人等候");
  expect(fill("{n} {n:person|people} waiting", { n: 1 })).toBe("1 person waiting");
  expect(fill("{n} {n:person|people} waiting", { n: 0 })).toBe("0 people waiting");
});

test("pieces mark the values, so that a screen can set them in bold", () => {
  expect(pieces("至 {close}，", { close: "17:00" })).toEqual([
    { text: "至 ", value: false },
    { text: "17:00", value: true },
    { text: "，", value: false },
  ]);
});

test("places names each value once", () => {
  expect(places("{b} {a} {a:one|more}")).toEqual(["a", "b"]);
});

test("a catalogue speaks three languages", () => {
  const words = catalogue({ ahead: "前面还有" }, { ahead: "前面還有" }, { ahead: "Ahead of you" });
  expect(say(words, "zh-Hant")("ahead")).toBe("前面還有");
});

test("estimates in words", () => {
  expect(estimateText({ kind: "range", low: 12, high: 18 }, "zh-Hans")).toBe("约 12–18 分钟");
  expect(estimateText({ kind: "within", high: 5 }, "zh-Hans")).toBe("5 分钟内");
  expect(estimateText({ kind: "none" }, "zh-Hant")).toBe("無需等候");
  expect(estimateText({ kind: "range", low: 12, high: 18 }, "en")).toBe("about 12–18 min");
  expect(Object.keys(estimateWords)).toHaveLength(3);
});

test("only a move of two minutes is worth reading out", () => {
  const range = (low: number, high: number) => ({ kind: "range", low, high }) as const;
  expect(worthTelling(range(12, 18), range(11, 17))).toBe(false);
  expect(worthTelling(range(12, 18), range(10, 17))).toBe(true);
  expect(worthTelling(range(2, 5), { kind: "none" })).toBe(true);
  expect(worthTelling(undefined, { kind: "none" })).toBe(true);
});
