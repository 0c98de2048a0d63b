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
  /** Where the last point stands before now, its label must not reach over the line of now. */
  labelBefore?: boolean;
}

export interface ChartPicture {
  lines: ChartLine[];
  span: { from: number; to: number };
  now: number; // minute of day
  promise?: { value: number; words: string };
}

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function lineChart({ lines, span, now, promise }: ChartPicture): EChartsCoreOption {
  const grey = token("--text-3");
  const font = { fontFamily: token("--font"), fontSize: 12, color: grey };
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value));
  const top = Math.max(10, Math.ceil((Math.max(promise?.value ?? 0, ...values) * 1.15) / 10) * 10);
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
      interval: top > 20 ? 10 : 5,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: font,
      splitLine: { lineStyle: { color: token("--grey-100") } },
    },
    series: lines.map((line, at) => series(line, at === 0 ? marks(now, promise, font) : undefined)),
  };
}

function series(line: ChartLine, markLine: object | undefined) {
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
    ...lastLabel(line),
    labelLayout: { moveOverlap: "shiftY" },
    ...(markLine ? { markLine } : {}),
    silent: true,
  };
}

function lastLabel(line: ChartLine) {
  const last = line.points.at(-1);
  const label = {
    show: true,
    formatter: `${line.name} ${last ? Math.round(last.value) : ""}`,
    fontFamily: token("--font"),
    fontSize: 14,
    fontWeight: 700,
    color: token(line.ink),
  };
  if (!line.labelBefore) return { endLabel: { ...label, distance: 10 } };
  return { endLabel: { ...label, align: "right", verticalAlign: "bottom", offset: [6, -10] } };
}

function marks(now: number, promise: ChartPicture["promise"], font: object) {
  const promised = promise && {
    yAxis: promise.value,
    lineStyle: { color: token("--grey-500"), type: [4, 4], width: 1 },
    label: { ...font, formatter: promise.words, position: "end", color: token("--text-2") },
  };
  return {
    symbol: "none",
    silent: true,
    animation: false,
    data: [
      ...(promised ? [promised] : []),
      {
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
    ],
  };
}
