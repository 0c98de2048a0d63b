/**
 * What head office opens: the same rule as `src/tingtang/bank/policy/rules/bounds.py`, over boxes of
 * cases instead of sets. In every case a branch's result is the bank's or one that its row allows.
 */
import type { Kind, Row } from "../../shared/verbs/policies";
import { everyOf, type Mask } from "./cells";
import { choicesOf, type Read, readRows } from "./deciding";

export type Results = readonly string[];
type Box = readonly Mask[];

/** What a bank's row leaves to its branches, its own results first. */
export interface Opened {
  cases: readonly Box[]; // those that the row decides, apart from each other
  results: readonly Results[];
}

/** Head office's version as its branches are bound by it; undefined where that can't be told here. */
export function openedBy(kind: Kind, bank: readonly Row[]): Opened[] | undefined {
  const cases = decided(readRows(kind, bank));
  return cases && bank.map(({ results, may }, at) => ({ cases: cases[at]!, results: [results, ...may] }));
}

/**
 * The results that each row of a branch may have: those open in every case that it decides. Undefined
 * for one that decides none, or where that can't be told here: the server tells what goes beyond.
 */
export function openTo(read: Read, bank: readonly Opened[]): (readonly Results[] | undefined)[] {
  const mine = decided(read);
  return read.rows.map((_row, at) => {
    const bound = bank.filter(({ cases }) =>
      cases.some((box) => mine?.[at]!.some((each) => meet(box, each))),
    );
    const [first, ...rest] = bound;
    return first?.results.filter((each) => rest.every(({ results }) => holds(results, each)));
  });
}

export const holds = (all: readonly Results[], one: Results) =>
  all.some((each) => each.join() === one.join());

/** Whether a row may have this code in this column, with whatever else. */
export const isOpen = (open: readonly Results[] | undefined, column: number, code: string) =>
  open === undefined || open.some((results) => results[column] === code);

/**
 * Whether the code in this column takes a row beyond what it may have: where no column alone does, all
 * of them together do.
 */
export function isBeyond(open: readonly Results[] | undefined, results: Results, column: number): boolean {
  if (open === undefined || holds(open, results)) return false;
  const closed = results.map((code, at) => !isOpen(open, at, code));
  return !closed.includes(true) || closed[column]!;
}

/** More than these nobody reads through. */
const MOST_COMBINED = 200;

/**
 * The results that a row may leave to branches, in the order of their codes: every combination within
 * its limits. Of a table with very many those that differ from the row's in one column, and what the
 * row leaves already.
 */
export function combinations(kind: Kind, row: Row): string[][] {
  const choices = kind.outputs.map((outcome) => choicesOf(kind, row, outcome));
  if (choices.reduce((product, { length }) => product * length, 1) > MOST_COMBINED) {
    const near = choices.flatMap((codes, column) =>
      codes.map((code) => row.results.map((was, at) => (at === column ? code : was))),
    );
    return [...near, ...row.may].filter((each, at, all) => !holds(all.slice(0, at), each));
  }
  return choices.reduce<string[][]>(
    (all, codes) => all.flatMap((some) => codes.map((code) => [...some, code])),
    [[]],
  );
}

/** Beyond this a table is too tangled to be looked through while somebody types. */
const MOST_BOXES = 4000;

/** The boxes of cases that each row decides: those it fits and no row before it does. */
function decided({ kind, masks }: Read): Box[][] | undefined {
  let left: Box[] = [kind.inputs.map(everyOf)];
  const found: Box[][] = [];
  for (const fits of masks) {
    found.push(fits ? left.filter((box) => meet(box, fits)).map((box) => common(box, fits)) : []);
    if (fits) left = left.flatMap((box) => without(box, fits));
    if (left.length > MOST_BOXES) return undefined;
  }
  return found;
}

const common = (one: Box, other: Box): Box => one.map((mask, at) => mask & other[at]!);
const meet = (one: Box, other: Box) => one.every((mask, at) => (mask & other[at]!) !== 0);

/** A box without another, as boxes that lie apart. */
function without(box: Box, other: Box): Box[] {
  if (!meet(box, other)) return [box];
  const found: Box[] = [];
  let rest = box;
  for (const [at, mask] of other.entries()) {
    const outside = rest[at]! & ~mask;
    if (outside !== 0) found.push(rest.map((each, place) => (place === at ? outside : each)));
    rest = rest.map((each, place) => (place === at ? each & mask : each));
  }
  return found;
}
