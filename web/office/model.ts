import { hourMinute } from "../shared/clock";
import type { OfficeState } from "../shared/views";

export type WaitClass = "ordinary" | "care" | "vip";
const QUARTER = 15;
export const WAIT_CLASSES: WaitClass[] = ["ordinary", "care", "vip"];

/** Percent as staff screens show it: one decimal below 10. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0%";
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}%`;
}

/** A share of nothing is nothing, not 0 %. */
export function shareOf(part: number, whole: number): string | undefined {
  return whole > 0 ? percent(part / whole) : undefined;
}

/** Minutes since midnight on the branch's wall: what the charts' axis counts in. */
export function minuteOfDay(instant: string | number, zone: string): number {
  const [hours = 0, minutes = 0] = hourMinute(instant, zone).split(":").map(Number);
  return hours * 60 + minutes;
}

export function clockOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(Math.round(minute % 60)).padStart(2, "0")}`;
}

type Clock = Pick<OfficeState, "branch" | "day">;
export type Waits = Pick<OfficeState, "waits" | "promise_min"> & Clock & { now?: { longest_min?: number } }; // of a past day nobody waits

/** The axis: from opening to the full hour after now, at least three hours, at most an hour beyond closing. */
export function axisSpan(state: Clock, now: number): { from: number; to: number } {
  const { zone } = state.branch;
  const from = Math.floor(minuteOfDay(state.day.opens_at, zone) / 30) * 30;
  const next = (Math.floor(minuteOfDay(now, zone) / 60) + 1) * 60;
  const last = Math.ceil(minuteOfDay(state.day.closes_at, zone) / 60) * 60 + 60;
  return { from, to: Math.min(last, Math.max(from + 180, next)) };
}

/** The axis where the rest of the day is drawn too: to closing, or to now where that is later. */
export function wholeSpan(state: Clock, now: number): { from: number; to: number } {
  const closes = Math.ceil(minuteOfDay(state.day.closes_at, state.branch.zone) / 30) * 30;
  const { from, to } = axisSpan(state, now);
  const present = minuteOfDay(now, state.branch.zone);
  return { from, to: present > closes ? to : Math.max(closes, from + 180) };
}

/** Now on the axis; undefined once the day is over and beyond it. */
export function nowOn(span: { to: number }, minute: number): number | undefined {
  return minute <= span.to ? minute : undefined;
}

export interface WaitLine {
  class: WaitClass;
  points: WaitPoint[];
}

/** A quarter hour: where it began, and its end (or now) where it is drawn. */
export interface WaitPoint {
  from: number;
  minute: number;
  value: number;
}

export function waitLines(state: Waits, now: number): WaitLine[] {
  const { zone } = state.branch;
  const present = minuteOfDay(now, zone);
  return WAIT_CLASSES.map((name) => ({
    class: name,
    points: state.waits.flatMap((row) => {
      const value = row[name];
      return value === undefined ? [] : [quarterPoint(minuteOfDay(row.at, zone), present, value)];
    }),
  })).filter(({ points }) => points.length > 0);
}

function quarterPoint(from: number, present: number, value: number): WaitPoint {
  return { from, minute: Math.max(from, Math.min(from + QUARTER, present)), value };
}

/** Since when a class has been above the promise without a break, if it is now. */
export function overSince(line: WaitLine, promise: number): number | undefined {
  let since: number | undefined;
  for (const { from, value } of [...line.points].reverse()) {
    if (value <= promise) break;
    since = from;
  }
  return since;
}

/** Quarter hours that are over, each at its end: a quarter still running would look like a fall. */
export function wholeQuarters(state: OfficeState, now: number) {
  const { zone } = state.branch;
  return state.flow
    .map((row) => ({ ...row, minute: minuteOfDay(row.at, zone) + QUARTER }))
    .filter(({ minute }) => minute <= Math.min(minuteOfDay(now, zone), axisSpan(state, now).to));
}

export interface Peak {
  minute: number;
  arrived: number;
}

export function peakOf(state: OfficeState): Peak | undefined {
  const { zone } = state.branch;
  return state.flow
    .map(({ at, arrived }) => ({ minute: minuteOfDay(at, zone), arrived }))
    .reduce<Peak | undefined>((peak, row) => (peak && peak.arrived >= row.arrived ? peak : row), undefined);
}
