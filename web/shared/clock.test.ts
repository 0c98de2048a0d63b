import { expect, test } from "vitest";
import {
  branchTime,
  clockRange,
  day,
  dayAndTime,
  hourMinute,
  hourMinuteSecond,
  minutesSeconds,
  minutesSince,
} from "./clock";

const ZONE = "Asia/Shanghai";
const AT = Date.parse("2026-11-20T01:40:31Z");

test("the branch's time runs on at its own scale and never back", () => {
  const fix = { at: AT, received: 1_000, scale: 60 };
  expect(branchTime(fix, 2_000)).toBe(AT + 60_000);
  expect(branchTime(fix, 500)).toBe(AT);
});

test("times are the branch's, whatever the machine's zone", () => {
  expect(hourMinute(AT, ZONE)).toBe("09:40");
  expect(hourMinuteSecond("2026-11-20T01:40:31+00:00", ZONE)).toBe("09:40:31");
  expect(hourMinute("2026-11-19T16:05:00Z", ZONE)).toBe("00:05");
  expect(clockRange(AT, AT + 6 * 60_000, ZONE)).toBe("09:40–09:46");
  expect(clockRange(AT, AT + 1_000, ZONE)).toBe("09:40");
});

test("days in three languages", () => {
  expect(day(AT, ZONE, "zh-Hans")).toBe("11月20日 星期五");
  expect(day(AT, ZONE, "zh-Hant")).toBe("11月20日 星期五");
  expect(day(AT, ZONE, "en")).toBe("Fri 20 Nov");
  expect(dayAndTime("2026-11-23T01:00:00Z", ZONE, "zh-Hans")).toBe("11月23日 星期一 09:00");
});

test("durations", () => {
  expect(minutesSeconds(380_000)).toBe("6:20");
  expect(minutesSince(AT, AT + 119_000)).toBe(1);
  expect(minutesSince(AT, AT - 5_000)).toBe(0);
});
