import { expect, test } from "vitest";
import { NOW as AT } from "../fixtures/floor";
import { busy } from "../fixtures/office";
import { forecast } from "../fixtures/twin";
import { aheadPoints, type Beyond, peakAhead, pointsOf } from "./ahead";
import { wholeSpan } from "./model";
import { waitsPicture } from "./waitsPicture";
import { waitsRows } from "./waitsRows";

const NOW = Date.parse(AT);
const said = forecast().said!;
const points = pointsOf(busy, said, "ordinary", NOW);
const beyond: Beyond = { group: "ordinary", points, stale: false };
const name = (group: string) => group;
const words = { promise: "promise", ahead: "ahead", name };

test("quarters lie on the wall's clock, the running one at now", () => {
  expect(points[0]).toMatchObject({ from: 630, minute: 642, nine: 33 });
  expect(points[1]).toMatchObject({ from: 645, minute: 652.5, nine: 33 });
  expect(points.at(-1)).toMatchObject({ from: 1005 });
});

test("where nobody comes, or nobody is served, nothing is drawn", () => {
  const hour = [4, 1, 2, 0] as const;
  const drawn = aheadPoints([hour, [0, null, null, null], [1, null, null, 1], [2, 3, 5, 0]], 0, 540, 500);
  expect(drawn).toEqual([{ from: 570, minute: 577.5, come: 2, half: 3, nine: 5 }]);
  expect(aheadPoints(undefined, 0, 540, 500)).toEqual([]);
});

test("the peak is the first of the longest", () => {
  expect(peakAhead(points)).toMatchObject({ from: 630 });
  expect(peakAhead([])).toBeUndefined();
});

test("the axis reaches to closing; after it as far as now asks", () => {
  expect(wholeSpan(busy, NOW)).toEqual({ from: 510, to: 1020 });
  expect(wholeSpan(busy, NOW + 6.5 * 3_600_000)).toEqual({ from: 510, to: 1080 });
});

test("the past is solid, the rest dashed in a band, a change dotted", () => {
  const changed = { name: "if", points, stale: true };
  const picture = waitsPicture(busy, NOW, { ...beyond, changed }, words)!;
  expect(picture.lines.map(({ name, dash, before }) => [name, dash, before])).toEqual([
    ["ordinary", undefined, true],
    ["care", undefined, undefined],
    ["vip", undefined, undefined],
    ["ahead", "dashed", undefined],
    ["if", "dotted", undefined],
  ]);
  expect(picture.band?.points[0]).toMatchObject({ minute: 642, low: 33 * 0.55, high: 33 });
  expect(picture.span.to).toBe(1020);
});

test("without a forecast the chart is what it was", () => {
  const picture = waitsPicture(busy, NOW, undefined, words)!;
  expect(picture.lines).toHaveLength(3);
  expect(picture.band).toBeUndefined();
  expect(picture.span.to).toBe(690);
  expect(waitsPicture({ ...busy, waits: [] }, NOW, undefined, words)).toBeUndefined();
});

test("a forecast that is old is grey", () => {
  const grey = waitsPicture(busy, NOW, { ...beyond, stale: true }, words)!;
  expect(grey.lines.at(-1)?.colour).toBe("--grey-400");
});

test("the table has a cell for every column, measured or to come", () => {
  const table = waitsRows(
    busy,
    { ...beyond, changed: { name: "if", points: points.slice(0, 1), stale: false } },
    { time: "time", name, ahead: (group) => `${group} ahead`, range: (low, high) => `${low}–${high}` },
  );
  expect(table.head).toEqual(["time", "ordinary", "care", "vip", "ordinary ahead", "if"]);
  expect(new Set(table.rows.map(({ cells }) => cells.length))).toEqual(new Set([6]));
  expect(table.rows.at(busy.waits.length)?.cells).toEqual([
    "10:30",
    undefined,
    undefined,
    undefined,
    "18–33",
    "18–33",
  ]);
});
