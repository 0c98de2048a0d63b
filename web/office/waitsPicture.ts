/** What the chart of waits draws: the past solid, the rest of the day dashed in a band, a change dotted. */
import type { AheadPoint, Beyond } from "./ahead";
import type { ChartBand, ChartLine, ChartPicture } from "./chartOptions";
import { axisSpan, minuteOfDay, nowOn, waitLines, type Waits, wholeSpan } from "./model";

type Look = Omit<ChartLine, "name" | "points">;
const LOOKS = {
  ordinary: { colour: "--series-1", ink: "--blue-700", symbol: "circle", wide: true },
  care: { colour: "--series-3", ink: "--care", symbol: "rect" },
  vip: { colour: "--series-2", ink: "--gold-700", symbol: "diamond" },
} satisfies Record<string, Look>;
const OTHER: Look = { colour: "--series-4", ink: "--grey-700", symbol: "circle" };
const GREY = { colour: "--grey-400", ink: "--grey-600" };
const CHANGED = { colour: "--gold-600", ink: "--gold-700" };
const BANDS: Record<string, string> = { ordinary: "--blue-100", care: "--care-soft", vip: "--gold-100" };

export interface PictureWords {
  promise: string;
  ahead: string;
  name: (group: string) => string;
}

export function waitsPicture(
  state: Waits,
  at: number,
  beyond: Beyond | undefined,
  words: PictureWords,
): ChartPicture | undefined {
  const goesOn = beyond && beyond.points.length > 0 ? beyond : undefined;
  const measured = waitLines(state, at).map((line) => ({
    ...LOOKS[line.class],
    name: words.name(line.class),
    points: line.points,
    ...(goesOn?.group === line.class ? { before: true } : {}),
  }));
  const lines = [...measured, ...(goesOn ? aheadLines(goesOn, words) : [])];
  if (lines.length === 0) return undefined;
  const span = goesOn ? wholeSpan(state, at) : axisSpan(state, at);
  return {
    lines,
    band: goesOn && bandOf(goesOn),
    span,
    now: nowOn(span, minuteOfDay(at, state.branch.zone)),
    promise: { value: state.promise_min, words: words.promise },
  };
}

const nines = (points: readonly AheadPoint[]) => points.map(({ minute, nine }) => ({ minute, value: nine }));

function aheadLines({ group, points, changed, stale }: Beyond, words: PictureWords): ChartLine[] {
  const look = group in LOOKS ? LOOKS[group as keyof typeof LOOKS] : OTHER;
  const ahead: ChartLine = {
    ...look,
    ...(stale ? GREY : {}),
    name: words.ahead,
    points: nines(points),
    dash: "dashed",
  };
  if (!changed || changed.points.length === 0) return [ahead];
  const dotted: ChartLine = {
    ...OTHER,
    ...(changed.stale ? GREY : CHANGED),
    name: changed.name,
    points: nines(changed.points),
    dash: "dotted",
  };
  return [ahead, dotted];
}

function bandOf({ group, points, stale }: Beyond): ChartBand {
  return {
    points: points.map(({ minute, half, nine }) => ({ minute, low: half, high: nine })),
    colour: stale ? "--grey-100" : (BANDS[group] ?? "--grey-100"),
  };
}
