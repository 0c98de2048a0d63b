/** Where words may stand in a chart: none on another. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GAP = 2;

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height + GAP &&
  other.y < one.y + one.height + GAP;

/** The nearest place comes first: where it wants to be, then down and up in turn. */
const SHIFTS = Array.from({ length: 160 }, (_, at) => (at % 2 ? 1 : -1) * Math.ceil(at / 2) || 0);

/**
 * How far down each box moves, from the highest to the lowest, so that it lies on no box before it and
 * on none that is taken, and stays between `top` and `bottom`. One that finds no room stays.
 */
export function clearShifts(
  wanted: Box[],
  taken: Box[],
  { top, bottom }: { top: number; bottom: number },
): number[] {
  const shifts = wanted.map(() => 0);
  const standing = [...taken];
  const fits = (box: Box) =>
    box.y >= top && box.y + box.height <= bottom && !standing.some((other) => overlap(box, other));
  for (const at of [...wanted.keys()].sort((a, b) => wanted[a]!.y - wanted[b]!.y)) {
    const box = wanted[at]!;
    shifts[at] = SHIFTS.find((shift) => fits({ ...box, y: box.y + shift })) ?? 0;
    standing.push({ ...box, y: box.y + shifts[at] });
  }
  return shifts;
}
