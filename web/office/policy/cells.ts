/**
 * Cells, DMN's unary tests (S-FEEL), read into masks of atoms and written back: the same reading as
 * `src/tingtang/bank/policy/rules/cells.py`, so that a typist is told at once. A clause has finitely
 * many atoms: its codes, or the bands between the edges of the bank's grid.
 */
import type { Clause, Value } from "../../shared/verbs/policies";

export type Mask = number;

/** Why a cell can't be read; the server refuses it with the same code. */
export interface Unread {
  code: "cell_fits_nothing" | "cell_not_on_grid" | "cell_not_understood" | "cell_unknown_code";
  cell: string;
  below?: number;
  above?: number;
}

class CellError extends Error {
  constructor(readonly why: Unread) {
    super(why.code);
  }
}

export const ANY = "-";
export const atomsOf = (clause: Clause) => clause.edges.length || clause.codes.length;
export const everyOf = (clause: Clause): Mask => 2 ** atomsOf(clause) - 1;

/** The atoms that a cell fits, or why it can't be read. */
export function readCell(clause: Clause, text: string): Mask | Unread {
  try {
    return maskOf(clause, text);
  } catch (reason) {
    if (reason instanceof CellError) return reason.why;
    throw reason;
  }
}

export const isMask = (read: Mask | Unread): read is Mask => typeof read === "number";

const TYPED: Record<string, string> = {
  "≥": ">=",
  "≤": "<=",
  "，": ",",
  "（": "(",
  "）": ")",
  "＜": "<",
  "＞": ">",
};
const THOUSANDS = /(?<=\d),(?=\d{3}(?:\D|$))/g;
const TEN_THOUSANDS = /(?<=\d)\s*[万萬]/g;

/** What people type, with the signs of S-FEEL. */
function signs(text: string): string {
  return text
    .replace(/[≥≤，（）＜＞]/g, (sign) => TYPED[sign] ?? sign)
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .trim();
}

function maskOf(clause: Clause, text: string): Mask {
  const typed = signs(text);
  if (typed === "" || typed === ANY) return everyOf(clause);
  const negated = /^not\s*\((.*)\)$/s.exec(typed)?.[1];
  const listed = listedIn(clause, negated ?? typed);
  const mask = negated === undefined ? listed : everyOf(clause) & ~listed;
  if (mask === 0) throw new CellError({ code: "cell_fits_nothing", cell: text });
  return mask;
}

function listedIn(clause: Clause, text: string): Mask {
  if (clause.edges.length === 0)
    return text
      .split(",")
      .reduce((mask, code) => mask | codeMask(clause, code.trim().replace(/^["“”]+|["“”]+$/g, "")), 0);
  return text
    .replace(THOUSANDS, "")
    .replace(TEN_THOUSANDS, "0000")
    .split(",")
    .reduce((mask, part) => mask | interval(clause.edges, part.trim()), 0);
}

function codeMask(clause: Clause, code: string): Mask {
  const at = clause.codes.indexOf(code);
  if (at < 0) throw new CellError({ code: "cell_unknown_code", cell: code });
  return 1 << at;
}

function interval(edges: number[], text: string): Mask {
  const [low, high] = endsOf(text);
  if (high !== undefined && high <= low) throw new CellError({ code: "cell_fits_nothing", cell: text });
  const first = edgeAt(edges, low);
  const after = high === undefined ? edges.length : edgeAt(edges, high);
  return 2 ** after - 2 ** first;
}

/** The least whole number that fits, and the least above that doesn't. */
function endsOf(text: string): [low: number, high?: number] {
  const compared = /^(<=|>=|<|>)\s*(\d+)$/.exec(text);
  if (compared) {
    const number = Number(compared[2]);
    if (compared[1] === "<") return [0, number];
    if (compared[1] === "<=") return [0, number + 1];
    return compared[1] === ">" ? [number + 1] : [number];
  }
  const between = /^([[(\]])\s*(\d+)\s*\.\.\s*(\d+)\s*([\])[])$/.exec(text);
  if (between)
    return [
      Number(between[2]) + (between[1] === "[" ? 0 : 1),
      Number(between[3]) + (between[4] === "]" ? 1 : 0),
    ];
  const dashed = /^(\d+)\s*[-–—~～至]\s*(\d+)$/.exec(text);
  if (dashed) return [Number(dashed[1]), Number(dashed[2])];
  if (/^\d+$/.test(text)) return [Number(text), Number(text) + 1];
  throw new CellError({ code: "cell_not_understood", cell: text });
}

function edgeAt(edges: number[], number: number): number {
  const at = edges.indexOf(number);
  if (at >= 0) return at;
  throw new CellError({
    code: "cell_not_on_grid",
    cell: String(number),
    below: Math.max(0, ...edges.filter((edge) => edge < number)),
    above: edges.find((edge) => edge > number) ?? edges.at(-1)!,
  });
}

/** The S-FEEL text of a mask: the shortest of its forms, the same for the same mask. */
export function writeCell(clause: Clause, mask: Mask): string {
  if (mask === everyOf(clause)) return ANY;
  if (clause.edges.length)
    return runsOf(mask)
      .map((run) => writtenRun(clause.edges, run))
      .join(", ");
  const [inside, outside] = sidesOf(clause, mask);
  return outside.length < inside.length ? `not(${quoted(outside)})` : quoted(inside);
}

const quoted = (codes: string[]) => codes.map((code) => `"${code}"`).join(", ");

/** The codes of a mask, and the others. */
export function sidesOf(clause: Clause, mask: Mask): [inside: string[], outside: string[]] {
  const has = (_code: string, at: number) => Boolean((mask >> at) & 1);
  return [clause.codes.filter(has), clause.codes.filter((code, at) => !has(code, at))];
}

export type Run = readonly [first: number, after: number];

/** Each run of set bits: its first, and the one after its last. */
export function runsOf(mask: Mask): Run[] {
  const runs: Run[] = [];
  for (let at = 0; mask >> at; at += 1) {
    if (!((mask >> at) & 1)) continue;
    const first = at;
    while ((mask >> at) & 1) at += 1;
    runs.push([first, at]);
  }
  return runs;
}

function writtenRun(edges: number[], [first, after]: Run): string {
  if (after === edges.length) return `>= ${edges[first]}`;
  if (first === 0) return `< ${edges[after]}`;
  if (edges[after] === edges[first]! + 1) return `${edges[first]}`;
  return `[${edges[first]}..${edges[after]})`;
}

/** The atom of a value; undefined for one that the clause doesn't know. */
export function atomOf(clause: Clause, value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const at = clause.edges.length
    ? clause.edges.filter((edge) => edge <= Number(value)).length - 1
    : clause.codes.indexOf(String(value));
  return at < 0 ? undefined : at;
}
