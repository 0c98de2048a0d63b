/** What the charts draw. Colours come from the tokens; nothing moves by itself. */
import type { Size } from "../staff/useSize";
import type { EChartsCoreOption } from "./echarts";
import { type Box, clearShifts } from "./labels";
import { clockOfMinute } from "./model";

export interface ChartLine {
  name: string;
  points: { minute: number; value: number }[];
  colour: string; // a token's name
  ink: string; // a token's name, for the label
  symbol: "circle" | "rect" | "diamond";
  wide?: boolean;
  dash?: "dashed" | "dotted"; // not measured: it ends in its name alone
  before?: boolean; // its label stands before its end, where others go on behind it
}

/** What lies between two figures that were not measured. */
export interface ChartBand {
  points: { minute: number; low: number; high: number }[];
  colour: string; // a token's name
}

export interface ChartPicture {
  lines: ChartLine[];
  band?: ChartBand | undefined;
  span: { from: number; to: number };
  now: number | undefined; // minute of day, while the day runs
  promise?: { value: number; words: string };
}

const GRID = { left: 36, right: 104, top: 30, bottom: 30 };
const HOLLOW = 9; // the symbol at the end of a line that was not measured
const FONT = 12;
const END_FONT = 14;

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The chart of a picture, in a place of some size: labels are laid out in its pixels. */
export function lineChart(picture: ChartPicture, size: Size): EChartsCoreOption {
  const { lines, span, now, promise } = picture;
  const font = { fontFamily: token("--font"), fontSize: FONT, color: token("--text-3") };
  const scale = scaleOf(picture);
  const shifts = labelShifts(picture, scale.top, size);
  return {
    animation: false,
    grid: { ...GRID, outerBoundsMode: "none" },
    xAxis: {
      type: "value",
      min: span.from,
      max: span.to,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...font, margin: 12, formatter: clockOfMinute, customValues: hoursOf(span) },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: scale.top,
      interval: scale.step,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: font,
      splitLine: { lineStyle: { color: token("--grey-100") } },
    },
    series: [
      ...(picture.band ? [band(picture.band)] : []),
      ...lines.map((line, at) => ({
        ...series(line, isRunning(line, lines), shifts[at]!),
        ...(at === 0 ? { markLine: marks(now, promise, font) } : {}),
      })),
    ],
  };
}

function scaleOf({ lines, band, promise }: ChartPicture): { top: number; step: number } {
  const values = [
    ...lines.flatMap(({ points }) => points.map(({ value }) => value)),
    ...(band?.points ?? []).map(({ high }) => high),
  ];
  const highest = Math.max(10, promise?.value ?? 0, ...values) * 1.1;
  const step = highest > 60 ? 20 : highest > 20 ? 10 : 5;
  return { top: Math.ceil(highest / step) * step, step };
}

/** Full hours, and half ones where there is room: never one beside the axis's own end. */
export function hoursOf({ from, to }: ChartPicture["span"]): number[] {
  const step = to - from > 300 ? 60 : 30;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, at) => first + at * step);
}

const endOf = ({ points }: ChartLine) => points.at(-1)?.minute ?? 0;
/** Nothing is drawn behind its end: not before it ended, nor beside it by a line that goes on. */
const isRunning = (line: ChartLine, lines: ChartLine[]) =>
  !line.before && endOf(line) === Math.max(...lines.filter(({ dash }) => dash === line.dash).map(endOf));

type Draw = { coord: (at: [number, number]) => number[] };

/** A surface from the lower figures to the upper ones, behind every line. */
function band({ points, colour }: ChartBand) {
  const edge = [
    ...points.map(({ minute, high }): [number, number] => [minute, high]),
    ...[...points].reverse().map(({ minute, low }): [number, number] => [minute, low]),
  ];
  return {
    type: "custom",
    silent: true,
    z: 1,
    data: [edge[0]],
    renderItem: (_params: unknown, draw: Draw) => ({
      type: "polygon",
      shape: { points: edge.map((at) => draw.coord(at)) },
      style: { fill: token(colour) },
    }),
  };
}

function series(line: ChartLine, running: boolean, shift: number) {
  const colour = token(line.colour);
  const last = line.points.length - 1;
  return {
    type: "line",
    name: line.name,
    lineStyle: {
      color: colour,
      width: line.wide ? 3 : 2,
      cap: "round",
      ...(line.dash ? { type: line.dash === "dashed" ? [7, 5] : [1, 6], width: 2.5 } : {}),
    },
    data: line.points.map(({ minute, value }, at) => ({
      value: [minute, value],
      symbol: at === last ? line.symbol : "none",
      symbolSize: line.dash ? HOLLOW : line.symbol === "diamond" ? 13 : 10,
    })),
    showAllSymbol: true,
    itemStyle: { color: colour, borderColor: token("--white"), borderWidth: 1.5 },
    endLabel: endLabel(line, running, shift),
    silent: true,
  };
}

const BESIDE = 8; // pixels between a line's end and its label
const PADDING = [1, 3] as const;
const LABEL_HEIGHT = END_FONT + 4;

const labelText = ({ name, points, dash }: ChartLine) =>
  dash ? name : `${name} ${Math.round(points.at(-1)?.value ?? 0)}`;

/** How far down each line's label moves to stand clear of the others and of the promise's words. */
function labelShifts({ lines, span, promise }: ChartPicture, top: number, size: Size): number[] {
  const floor = size.height - GRID.bottom;
  const right = size.width - GRID.right;
  const x = (minute: number) =>
    GRID.left + ((minute - span.from) / (span.to - span.from)) * (right - GRID.left);
  const y = (value: number) => floor - (value / top) * (floor - GRID.top);
  const wanted = lines.map((line) => {
    const width = textWidth(labelText(line), `700 ${END_FONT}px`) + 2 * PADDING[1];
    const [at, level] = [x(endOf(line)), y(line.points.at(-1)?.value ?? 0)];
    return isRunning(line, lines)
      ? { x: at + BESIDE, y: level - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT }
      : { x: at - width, y: level - BESIDE - LABEL_HEIGHT, width, height: LABEL_HEIGHT };
  });
  const words: Box[] = promise
    ? [{ x: right, y: y(promise.value) - FONT / 2 - 2, width: GRID.right, height: FONT + 4 }]
    : [];
  return clearShifts(wanted, words, { top: GRID.top - LABEL_HEIGHT / 2, bottom: floor + LABEL_HEIGHT / 2 });
}

function textWidth(text: string, font: string): number {
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.font = `${font} ${token("--font")}`;
  return pen.measureText(text).width;
}

/**
 * At the line's end, over the line of now where that runs behind it. The label of a line that ended
 * earlier stands before its end, because after it the other lines go on.
 */
function endLabel(line: ChartLine, running: boolean, shift: number) {
  return {
    show: true,
    distance: BESIDE,
    ...(running ? {} : { align: "right", verticalAlign: "bottom" }),
    offset: running ? [0, shift] : [-BESIDE, shift - BESIDE],
    formatter: labelText(line),
    fontFamily: token("--font"),
    fontSize: END_FONT,
    fontWeight: 700,
    color: token(line.ink),
    backgroundColor: token("--surface"),
    padding: [...PADDING],
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
