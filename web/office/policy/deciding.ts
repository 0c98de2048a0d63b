/** Which rows a case fits, what past decisions would have become, and which cases a box holds. */
import type {
  Finding,
  Kind,
  Otherwise,
  Outcome,
  PastCase,
  Row,
  Trial,
  Value,
  Values,
} from "../../shared/verbs/policies";
import { atomOf, isMask, type Mask, readCell } from "./cells";

/** Rows of a kind, read; a row whose cells can't be read fits nothing. */
export interface Read {
  kind: Kind;
  rows: readonly Row[];
  masks: readonly (readonly Mask[] | undefined)[];
}

export function readRows(kind: Kind, rows: readonly Row[]): Read {
  return { kind, rows, masks: rows.map((row) => masksOf(kind, row.cells)) };
}

function masksOf(kind: Kind, cells: readonly string[]): Mask[] | undefined {
  const read = kind.inputs.map((clause, at) => readCell(clause, cells[at] ?? ""));
  return read.every(isMask) ? read : undefined;
}

/** The codes that a row may lead to: none of the law's, and within what limits its cases. */
export function choicesOf(kind: Kind, row: Row, outcome: Outcome): string[] {
  const masks = masksOf(kind, row.cells);
  const limits = outcome.limits.filter(({ cells }) => {
    const tests = masksOf(kind, cells);
    return masks?.every((mask, at) => mask & (tests?.[at] ?? 0));
  });
  return outcome.codes.filter(
    (code) => !outcome.by_law.includes(code) && limits.every(({ codes }) => codes.includes(code)),
  );
}

/** The atoms of a case; undefined where the table asks what the values don't tell. */
export function caseOf(kind: Kind, values: Values): number[] | undefined {
  const atoms = kind.inputs.map((clause) => atomOf(clause, values[clause.name]));
  return atoms.every((atom) => atom !== undefined) ? atoms : undefined;
}

const fits = (masks: readonly Mask[] | undefined, atoms: readonly number[]) =>
  masks !== undefined && masks.every((mask, at) => (mask >> atoms[at]!) & 1);

/** The numbers (from 1) of all rows that a case fits: the first decides. */
export function fitting(read: Read, atoms: readonly number[]): number[] {
  return read.masks.flatMap((masks, at) => (fits(masks, atoms) ? [at + 1] : []));
}

const MOST_LISTED = 50;

export interface Effect extends Trial {
  hits: number[]; // past decisions by the row that would decide them
  open: number; // those that no row would decide
  outcomes: Change[]; // what was decided, and what would be: most frequent first
}

export interface Change {
  results: Record<string, string>;
  was: number;
  becomes: number;
}

/** The rows beside what was decided: the same as the server's trial, and how often each row hits. */
export function effectOf(read: Read, past: readonly PastCase[]): Effect {
  const hits = read.rows.map(() => 0);
  const outcomes = new Map<string, Change>();
  const found: Otherwise[] = [];
  let [decisions, unknown, open] = [0, 0, 0];
  for (const each of past) {
    decisions += each.times;
    const atoms = caseOf(read.kind, each.inputs);
    if (!atoms) {
      unknown += each.times;
      continue;
    }
    const row = fitting(read, atoms)[0];
    const after = row === undefined ? {} : resultsOf(read, row);
    if (row === undefined) open += each.times;
    else hits[row - 1]! += each.times;
    outcomeOf(outcomes, each.results).was += each.times;
    outcomeOf(outcomes, after).becomes += each.times;
    if (!same(each.results, after))
      found.push({
        inputs: each.inputs,
        before: each.results,
        after,
        ...(row === undefined ? {} : { row }),
        times: each.times,
      });
  }
  const otherwise = found.reduce((sum, { times }) => sum + times, 0);
  return {
    decisions,
    same: decisions - otherwise - unknown,
    otherwise,
    unknown,
    by_class: counted(read.kind, found, "class"),
    by_protection: counted(read.kind, found, "protected"),
    cases: found.length,
    listed: [...found].sort((a, b) => b.times - a.times).slice(0, MOST_LISTED),
    hits,
    open,
    outcomes: [...outcomes.values()].sort((a, b) => b.was - a.was || b.becomes - a.becomes),
  };
}

function resultsOf(read: Read, row: number): Record<string, string> {
  const { results } = read.rows[row - 1]!;
  return Object.fromEntries(read.kind.outputs.map(({ name }, at) => [name, results[at] ?? ""]));
}

function outcomeOf(outcomes: Map<string, Change>, results: Record<string, string>): Change {
  const key = keyOf(results);
  let found = outcomes.get(key);
  if (!found) outcomes.set(key, (found = { results, was: 0, becomes: 0 }));
  return found;
}

const keyOf = (results: Record<string, string>) =>
  Object.keys(results)
    .sort()
    .map((name) => `${name} ${results[name]}`)
    .join();
const same = (one: Record<string, string>, other: Record<string, string>) => keyOf(one) === keyOf(other);

/** By what the table asks; what it doesn't ask only some decisions tell. */
function counted(
  { inputs: asked }: Kind,
  found: readonly Otherwise[],
  clause: string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  if (!asked.some(({ name }) => name === clause)) return counts;
  for (const { inputs, times } of found) {
    const code = String(inputs[clause]);
    counts[code] = (counts[code] ?? 0) + times;
  }
  return counts;
}

/** How many past decisions lie in the cases of a finding. */
export function timesOf(kind: Kind, finding: Finding, past: readonly PastCase[]): number {
  const box = masksOf(kind, finding.box);
  return sumOf(past, ({ inputs }) => {
    const atoms = caseOf(kind, inputs);
    return atoms !== undefined && fits(box, atoms);
  });
}

/** What no version may do: how often the past decided so, and the rows would. */
export interface Shield {
  name: "care" | "free";
  was: number;
  becomes: number;
}

const GUARDED: { name: Shield["name"]; clause: string; value: Value }[] = [
  { name: "care", clause: "protected", value: "yes" },
  { name: "free", clause: "counter_free", value: "yes" },
];

/** Offers that the law forbids, where nobody asked: to whom needs care, and beside a free counter. */
export function shieldsOf(read: Read, past: readonly PastCase[]): Shield[] {
  const names = read.kind.inputs.map(({ name }) => name);
  const offer = read.kind.outputs.findIndex(({ name }) => name === "offer");
  if (offer < 0 || !names.includes("asked")) return [];
  return GUARDED.filter(({ clause }) => names.includes(clause)).map(({ name, clause, value }) => {
    const guarded = past.filter(({ inputs }) => inputs[clause] === value && inputs.asked !== "yes");
    const offers = (code: string | undefined) => code !== undefined && code !== "none";
    return {
      name,
      was: sumOf(guarded, ({ results }) => offers(results.offer)),
      becomes: sumOf(guarded, ({ inputs }) => {
        const atoms = caseOf(read.kind, inputs);
        const row = atoms && fitting(read, atoms)[0];
        return row !== undefined && offers(read.rows[row - 1]!.results[offer]);
      }),
    };
  });
}

function sumOf(past: readonly PastCase[], counts: (each: PastCase) => unknown): number {
  return past.reduce((sum, each) => sum + (counts(each) ? each.times : 0), 0);
}
