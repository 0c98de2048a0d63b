/** What changed from one version's rows to another's. */
import type { Row } from "../../shared/verbs/policies";
import { rowText } from "./history";

export type Change =
  | { kind: "same" | "added"; row: Row; number: number }
  | { kind: "removed"; row: Row; was: number }
  | { kind: "changed"; row: Row; number: number; before: Row; was: number };

/**
 * Rows that are alike stand for each other, in order; of what is left between them, those that share at
 * least half of their cells are one row that changed, the rest was removed or added.
 */
export function changesOf(before: readonly Row[], after: readonly Row[]): Change[] {
  const found: Change[] = [];
  let [was, now] = [0, 0];
  for (const [left, right] of [...alike(before, after), [before.length, after.length] as const]) {
    found.push(...between(before, after, [was, left], [now, right]));
    const row = after[right];
    if (row) found.push({ kind: "same", row, number: right + 1 });
    [was, now] = [left + 1, right + 1];
  }
  return found;
}

/** The longest common subsequence, as pairs of places. */
function alike(before: readonly Row[], after: readonly Row[]): [number, number][] {
  const [old, young] = [before.map(rowText), after.map(rowText)];
  const longest = old.map(() => young.map(() => 0));
  const length = (at: number, to: number) => longest[at]?.[to] ?? 0;
  for (let at = old.length - 1; at >= 0; at -= 1)
    for (let to = young.length - 1; to >= 0; to -= 1)
      longest[at]![to] =
        old[at] === young[to] ? length(at + 1, to + 1) + 1 : Math.max(length(at + 1, to), length(at, to + 1));
  const pairs: [number, number][] = [];
  for (let at = 0, to = 0; at < old.length && to < young.length;) {
    if (old[at] === young[to]) pairs.push([at++, to++]);
    else if (length(at + 1, to) >= length(at, to + 1)) at += 1;
    else to += 1;
  }
  return pairs;
}

type Span = readonly [from: number, to: number];

function between(before: readonly Row[], after: readonly Row[], old: Span, young: Span): Change[] {
  const found: Change[] = [];
  let at = old[0];
  for (let to = young[0]; to < young[1]; to += 1) {
    const row = after[to]!;
    const match = firstClose(before, at, old[1], row);
    if (match === undefined) {
      found.push({ kind: "added", row, number: to + 1 });
      continue;
    }
    for (; at < match; at += 1) found.push({ kind: "removed", row: before[at]!, was: at + 1 });
    found.push({ kind: "changed", row, number: to + 1, before: before[match]!, was: match + 1 });
    at = match + 1;
  }
  for (; at < old[1]; at += 1) found.push({ kind: "removed", row: before[at]!, was: at + 1 });
  return found;
}

function firstClose(before: readonly Row[], from: number, to: number, row: Row): number | undefined {
  for (let at = from; at < to; at += 1) if (isClose(before[at]!, row)) return at;
  return undefined;
}

function isClose(one: Row, other: Row): boolean {
  const [left, right] = [one, other].map(({ cells, results }) => [...cells, ...results]);
  const equal = left!.filter((text, at) => text === right![at]).length;
  return equal * 2 >= left!.length;
}
