/** How long somebody has waited, against the promise: number, shape, fill and colour change together. */

export type WaitLevel = "calm" | "watch" | "over";

/** Judged on the whole minutes that the mark shows, so that figure and shape never disagree. */
export function waitLevel(minutes: number, promise: number): WaitLevel {
  if (minutes > promise) return "over";
  return minutes > promise / 2 ? "watch" : "calm";
}

export interface Marked {
  protected?: boolean;
  class: "vip" | "potential" | "ordinary";
  booked: boolean;
  emergency: boolean;
}

export type Corner = "emergency" | "care" | "vip" | "booked" | "potential";

/** The signs at a mark's corners, the one to look after first leading; two at most find room. */
export function corners(person: Marked): Corner[] {
  const signs: Corner[] = [];
  if (person.emergency) signs.push("emergency");
  if (person.protected) signs.push("care");
  if (person.class === "vip") signs.push("vip");
  if (person.booked) signs.push("booked");
  if (person.class === "potential") signs.push("potential");
  return signs.slice(0, 2);
}

/** A hexagon with a point to the left and to the right, as an SVG `points` list. */
export function hexagon(cx: number, cy: number, radius: number): string {
  return [0, 60, 120, 180, 240, 300]
    .map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return `${round(cx + radius * Math.cos(angle))},${round(cy + radius * Math.sin(angle))}`;
    })
    .join(" ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
