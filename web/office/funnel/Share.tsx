import { percent } from "./model";

/** A share in whole percent; of nothing there is none. */
export function Share({ part, whole }: { part: number; whole: number }) {
  const n = percent(part, whole);
  return n === undefined ? "–" : `${n}%`;
}
