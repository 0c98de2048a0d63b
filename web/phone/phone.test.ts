import { expect, test } from "vitest";
import { wantedLanguage } from "../shared/prefs";
import { callTime, dots, lateTime } from "./times";

const AT = Date.parse("2026-11-20T01:47:05Z");
const ZONE = "Asia/Shanghai";
const range = { kind: "range", low: 6, high: 10 } as const;

test("the call by the clock", () => {
  expect(callTime(range, AT, ZONE, "zh-Hans")).toBe("大约 09:53–09:57 叫到您");
  expect(callTime({ kind: "within", high: 5 }, AT, ZONE, "zh-Hans")).toBe("09:52 前叫到您");
  expect(callTime({ kind: "unknown" }, AT, ZONE, "zh-Hans")).toBe("请留意等候屏和广播");
});

test("late moves the range; an unknown wait has only a beginning", () => {
  expect(lateTime(range, AT, 10, ZONE, "zh-Hans")).toBe("10:03–10:07");
  expect(lateTime({ kind: "unknown" }, AT, 20, ZONE, "zh-Hans")).toBe("10:07 以后");
});

test("people ahead are circles, and many are a figure", () => {
  expect(dots(3)).toEqual({ dots: 3, more: 0 });
  expect(dots(6)).toEqual({ dots: 6, more: 0 });
  expect(dots(14)).toEqual({ dots: 5, more: 9 });
});

test("the language: chosen, else the phone's own", () => {
  expect(wantedLanguage("en", ["zh-CN"])).toBe("en");
  expect(wantedLanguage(undefined, ["fr", "zh-TW"])).toBe("zh-Hant");
  expect(wantedLanguage(undefined, ["zh-CN"])).toBe("zh-Hans");
  expect(wantedLanguage(undefined, ["en-US"])).toBe("en");
  expect(wantedLanguage(undefined, ["fr"])).toBe("zh-Hans");
});
