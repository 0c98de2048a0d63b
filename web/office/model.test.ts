import { expect, test } from "vitest";
import fixtures from "../fixtures/office";
import { hoursOf } from "./chartOptions";
import { type Box, clearShifts } from "./labels";
import type { OfficeState } from "../shared/views";
import {
  axisSpan,
  clockOfMinute,
  minuteOfDay,
  nowOn,
  overSince,
  peakOf,
  percent,
  shareOf,
  waitLines,
  wholeQuarters,
} from "./model";

const NOW = Date.parse("2026-11-20T02:42:00Z");
const moment = (name: string): OfficeState => fixtures.find((one) => one.name === `head-${name}`)!.state;

test("percent has one decimal below ten", () => {
  expect([0, 0.027, 0.0999, 0.71, 1].map(percent)).toEqual(["0%", "2.7%", "10.0%", "71%", "100%"]);
});

test("a share of nothing is nothing", () => {
  expect(shareOf(0, 0)).toBeUndefined();
  expect(shareOf(3, 112)).toBe("2.7%");
});

test("the axis counts minutes of the branch's own day", () => {
  expect(minuteOfDay(NOW, "Asia/Shanghai")).toBe(642);
  expect(clockOfMinute(642)).toBe("10:42");
  expect(axisSpan(moment("busy"), NOW)).toEqual({ from: 510, to: 690 });
  expect(axisSpan(moment("busy"), NOW + 3 * 3_600_000)).toEqual({ from: 510, to: 840 });
});

test("waits are drawn at the end of their quarter hour, the running one at now", () => {
  const [ordinary] = waitLines(moment("busy"), NOW);
  expect(ordinary?.points[0]).toEqual({ from: 525, minute: 540, value: 3 });
  expect(ordinary?.points.at(-1)).toEqual({ from: 630, minute: 642, value: 31 });
});

test("since when a class is above the promise, without a break", () => {
  const lines = waitLines(moment("busy"), NOW);
  expect(lines.map((line) => overSince(line, 20))).toEqual([600, undefined, undefined]);
});

test("a quarter hour still running is not drawn as a fall", () => {
  const quarters = wholeQuarters(moment("busy"), NOW);
  expect(quarters.at(-1)).toMatchObject({ minute: 630, arrived: 15 });
});

test("the peak of arrivals", () => {
  expect(peakOf(moment("busy"))).toEqual({ minute: 600, arrived: 16 });
  expect(peakOf(moment("empty"))).toBeUndefined();
});

test("a label stands clear of the others and of what is taken, as near as it can", () => {
  const box = (x: number, y: number) => ({ x, y, width: 60, height: 18 });
  const room = { top: 20, bottom: 200 };
  const shifts = (wanted: Box[], taken: Box[] = []) => clearShifts(wanted, taken, room);
  expect(shifts([box(0, 50), box(0, 60), box(0, 150)])).toEqual([0, 10, 0]);
  expect(shifts([box(0, 50), box(100, 50)])).toEqual([0, 0]);
  expect(shifts([box(0, 178), box(0, 182)])).toEqual([0, -24]);
  expect(shifts([box(0, 60)], [box(40, 50)])).toEqual([10]);
});

test("hours are full ones on a long axis, and none stands beside its end", () => {
  expect(hoursOf({ from: 510, to: 690 })).toEqual([510, 540, 570, 600, 630, 660, 690]);
  expect(hoursOf({ from: 510, to: 1080 })).toEqual([540, 600, 660, 720, 780, 840, 900, 960, 1020, 1080]);
});

test("after closing the axis ends, and now with it", () => {
  const evening = axisSpan(moment("busy"), NOW + 11 * 3_600_000);
  expect(evening.to).toBe(18 * 60);
  expect(nowOn(evening, 21 * 60)).toBeUndefined();
  expect(nowOn(evening, 17 * 60)).toBe(17 * 60);
});
