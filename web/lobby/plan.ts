/** Where things lie on the floor plan, in pixels of the drawn plan. The plan itself is 100 × 100. */

import type { Size } from "../staff/useSize";

export interface Box extends Size {
  left: number;
  top: number;
}

export function boxOf(zone: { x: number; y: number; w: number; h: number }, plan: Size): Box {
  return {
    left: (zone.x * plan.width) / 100,
    top: (zone.y * plan.height) / 100,
    width: (zone.w * plan.width) / 100,
    height: (zone.h * plan.height) / 100,
  };
}

const FLAT = 470; // a plan lower than this has no room for tall counters and a line below them

export const isFlat = (plan: Size) => plan.height < FLAT;

/** The least a counter is drawn in: on a flat plan its number, its customer and the minutes alone. */
export const seatIn = (plan: Size): Size => (isFlat(plan) ? FLAT_SEAT : SEAT);

const SEAT: Size = { width: 94, height: 122 };
const FLAT_SEAT: Size = { width: 66, height: 58 };

export const PLACE = { width: 54, height: 70 }; // one person: mark and number, at scale 1
const SCALES = [1.28, 1.14, 1, 0.86]; // marks are as large as still shows everybody

export interface Places {
  columns: number;
  rows: number;
  shown: number; // people drawn one by one
  hidden: number; // people behind the "+7" in the last place
}

/** How a line fills its area: all of it one by one, or the last place tells how many more. */
export function placesIn(area: Size, people: number, scale = 1): Places {
  const columns = Math.max(1, Math.floor(area.width / (PLACE.width * scale)));
  const rows = Math.max(1, Math.floor(area.height / (PLACE.height * scale)));
  const room = columns * rows;
  if (people <= room) return { columns, rows, shown: people, hidden: 0 };
  return { columns, rows, shown: room - 1, hidden: people - room + 1 };
}

/** True where counters and a line beneath them both fit; otherwise the line belongs to the waiting area. */
export function holdsLine(zone: Size, seat: Size): boolean {
  return zone.height >= seat.height + PLACE.height + 48;
}

/** One scale for all marks of the plan, so that a larger mark never seems to mean more. */
export function scaleFor(lines: { area: Size; people: number }[]): number {
  const fits = (scale: number) =>
    lines.every(({ area, people }) => placesIn(area, people, scale).hidden === 0);
  return SCALES.find(fits) ?? 0.86;
}

const LEAST = 0.16; // of everybody: a column in which the name of a line can be read

export interface Column {
  left: number; // percent of the area
  width: number;
}

/**
 * How lines share the waiting area: each under its own counters where the plan allows it, otherwise side
 * by side, by the number of people.
 */
export function columnsIn(
  area: { x: number; w: number },
  lines: { home: { x: number; w: number } | undefined; people: number }[],
): Column[] {
  const end = area.x + area.w;
  const aligned = lines.every(
    ({ home }, at) =>
      home !== undefined &&
      home.x >= area.x - 2 &&
      home.x + home.w <= end + 2 &&
      lines.every(({ home: other }, there) => there <= at || !other || !overlap(home, other)),
  );
  if (aligned) {
    return lines.map(({ home }) => {
      const left = Math.max(home!.x, area.x);
      const right = Math.min(home!.x + home!.w, end);
      return { left: ((left - area.x) / area.w) * 100, width: ((right - left) / area.w) * 100 };
    });
  }
  const everybody = lines.reduce((sum, { people }) => sum + people, 0);
  const weights = lines.map(({ people }) => Math.max(people, 2, everybody * LEAST));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let left = 0;
  return weights.map((weight) => {
    const column = { left, width: (weight / whole) * 100 };
    left += column.width;
    return column;
  });
}

function overlap(a: { x: number; w: number }, b: { x: number; w: number }): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w;
}
