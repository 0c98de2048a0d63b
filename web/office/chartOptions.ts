/** What the charts draw. Colours come from the tokens; nothing moves by itself. */
import type { EChartsCoreOption } from "./echarts";
import { clockOfMinute } from "./model";

export interface ChartLine {
  name: string;
  points: { minute: number; value: number }[];
  colour: string; // a token's name
  ink: string; // a token's name, for the label
  symbol: "circle" | "rect" | "diamond";
  wide?: boolean;
}

export interface ChartPicture {
  lines: ChartLine[];
  span: { from: number; to: number };
  now: number | undefined; // minute of day, while the day runs
  promise?: { value: number; words: string };
}

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function lineChart({ lines, span, now, promise }: ChartPicture): EChartsCoreOption {
  const grey = token("--text-3");
  const font = { fontFamily: token("--font"), fontSize: 12, color: grey };
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value));
  const highest = Math.max(10, promise?.value ?? 0, ...values) * 1.1;
  const step = highest > 60 ? 20 : highest > 20 ? 10 : 5;
  const top = Math.ceil(highest / step) * step;
  const newest = Math.max(...lines.map(({ points }) => points.at(-1)?.minute ?? 0));
  const running = lines.filter(({ points }) => points.at(-1)?.minute === newest);
  const shifts = labelShifts(
    running.map(({ points }) => points.at(-1)?.value),
    top,
  );
  return {
    animation: false,
    grid: { left: 36, right: 104, top: 30, bottom: 26 },
    xAxis: {
      type: "value",
      min: span.from,
      max: span.to,
      interval: span.to - span.from > 300 ? 60 : 30,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...font, formatter: clockOfMinute },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: top,
      interval: step,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: font,
      splitLine: { lineStyle: { color: token("--grey-100") } },
    },
    series: lines.map((line, at) => ({
      ...series(line, shifts[running.indexOf(line)]),
      ...(at === 0 ? { markLine: marks(now, promise, font) } : {}),
    })),
  };
}

function series(line: ChartLine, shift: number | undefined) {
  const colour = token(line.colour);
  const last = line.points.length - 1;
  return {
    type: "line",
    name: line.name,
    smooth: 0.25,
    smoothMonotone: "x",
    lineStyle: { color: colour, width: line.wide ? 3 : 2, cap: "round" },
    data: line.points.map(({ minute, value }, at) => ({
      value: [minute, value],
      symbol: at === last ? line.symbol : "none",
      symbolSize: line.symbol === "diamond" ? 13 : 10,
    })),
    showAllSymbol: true,
    itemStyle: { color: colour, borderColor: token("--white"), borderWidth: 1.5 },
    endLabel: endLabel(line, shift),
    silent: true,
  };
}

const LABEL = 18; // pixels that a label needs
const DRAWN = 190; // pixels of a chart's height, roughly

/** How far down each line's label moves so that no two lie on each other; the highest stays. */
export function labelShifts(ends: (number | undefined)[], top: number): number[] {
  const shifts = ends.map(() => 0);
  const placed = ends
    .map((value, at) => ({ at, y: (1 - (value ?? 0) / top) * DRAWN }))
    .sort((a, b) => a.y - b.y);
  let free = -Infinity;
  for (const { at, y } of placed) {
    shifts[at] = Math.max(0, free - y);
    free = y + shifts[at] + LABEL;
  }
  return shifts;
}

/**
 * At the line's end, over the line of now where that runs behind it. A line that ended earlier has no
 * `shift`: its label stands before its end, because after it the other lines go on.
 */
function endLabel(line: ChartLine, shift: number | undefined) {
  const last = line.points.at(-1);
  return {
    show: true,
    distance: 8,
    ...(shift === undefined ? { align: "right", verticalAlign: "bottom" } : {}),
    offset: shift === undefined ? [-8, -8] : [0, shift],
    formatter: `${line.name} ${last ? Math.round(last.value) : ""}`,
    fontFamily: token("--font"),
    fontSize: 14,
    fontWeight: 700,
    color: token(line.ink),
    backgroundColor: token("--surface"),
    padding: [1, 3],
  };
}

function marks(now: number | undefined, promise: ChartPicture["promise"], font: object) {
  const promised = promise && {
    yAxis: promise.value,
    lineStyle: { color: token("--grey-500"), type: [4, 4], width: 1 },
    label: { ...font, formatter: promise.words, position: "end", color: token("--text-2") },
  };
  return {
    symbol: "none",
    silent: true,
    animation: false,
    z: 1,
    data: [
      promised,
      now !== undefined && {
        xAxis: now,
        lineStyle: { color: token("--grey-800"), type: "solid", width: 1 },
        label: {
          ...font,
          formatter: clockOfMinute(now),
          position: "end",
          color: token("--white"),
          backgroundColor: token("--grey-800"),
          borderRadius: 9,
          padding: [4, 9],
        },
      },
    ].filter(Boolean),
  };
}
