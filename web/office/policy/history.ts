/** Rows with what was undone and may be done again. Pure: every change makes a new history. */
import type { Outcome, Row } from "../../shared/verbs/policies";

export interface History {
  rows: readonly Row[];
  past: readonly (readonly Row[])[]; // what Ctrl+Z goes back to, last first
  future: readonly (readonly Row[])[];
}

const MOST_KEPT = 200;

export const historyOf = (rows: readonly Row[]): History => ({ rows, past: [], future: [] });

export function changed(history: History, rows: readonly Row[]): History {
  if (rows === history.rows) return history;
  return { rows, past: [history.rows, ...history.past].slice(0, MOST_KEPT), future: [] };
}

export function undone(history: History): History {
  const [rows, ...past] = history.past;
  return rows ? { rows, past, future: [history.rows, ...history.future] } : history;
}

export function redone(history: History): History {
  const [rows, ...future] = history.future;
  return rows ? { rows, past: [history.rows, ...history.past], future } : history;
}

// ------------------------------------------------------------------ what is done to rows

function spliced<Each>(list: readonly Each[], at: number, without: number, ...put: Each[]): Each[] {
  return [...list.slice(0, at), ...put, ...list.slice(at + without)];
}

/** How many rows of the law stand first: nothing may be put before or between them. */
export const lawRows = (rows: readonly Row[]) => rows.filter(({ locked }) => locked).length;

/** The rows with one cell or result put in; the law's rows stay as they are. */
export function withCell(
  rows: readonly Row[],
  at: number,
  column: number,
  text: string,
  inputs: number,
): readonly Row[] {
  return replaced(rows, at, (row) => {
    const [part, place] =
      column < inputs ? (["cells", column] as const) : (["results", column - inputs] as const);
    return row[part][place] === text ? row : { ...row, [part]: spliced(row[part], place, 1, text) };
  });
}

/** The rows with other results in one of them. */
export function withResults(rows: readonly Row[], at: number, results: string[]): readonly Row[] {
  return replaced(rows, at, (row) => ({ ...row, results }));
}

export function withWhy(rows: readonly Row[], at: number, why: Row["why"]): readonly Row[] {
  return replaced(rows, at, (row) => ({ ...row, why }));
}

/** The rows with other results that head office leaves to its branches in one of them. */
export function withMay(rows: readonly Row[], at: number, may: Row["may"]): readonly Row[] {
  return replaced(rows, at, (row) => ({ ...row, may }));
}

function replaced(rows: readonly Row[], at: number, change: (row: Row) => Row): readonly Row[] {
  const row = rows[at];
  if (!row || row.locked) return rows;
  const next = change(row);
  return next === row ? rows : spliced(rows, at, 1, next);
}

/** A row below another, alike but nobody's law: [the rows, where it stands]. */
export function withRowBelow(
  rows: readonly Row[],
  at: number,
  outputs: readonly Outcome[],
): [readonly Row[], number] {
  const place = Math.max(at + 1, lawRows(rows));
  const model = rows[at] ?? rows.at(-1)!;
  const results = model.results.map((code, column) => {
    const { codes, by_law } = outputs[column]!;
    return by_law.includes(code) ? (codes.find((each) => !by_law.includes(each)) ?? code) : code;
  });
  const row: Row = { ...model, results, locked: false, may: [] };
  return [spliced(rows, place, 0, row), place];
}

export function withoutRow(rows: readonly Row[], at: number): readonly Row[] {
  if (!rows[at] || rows[at].locked || rows.length === 1) return rows;
  return spliced(rows, at, 1);
}

/** A row moved to another place: [the rows, where it stands now]. */
export function withRowMoved(rows: readonly Row[], from: number, to: number): [readonly Row[], number] {
  const row = rows[from];
  const place = Math.min(rows.length - 1, Math.max(lawRows(rows), to));
  if (!row || row.locked || place === from) return [rows, from];
  return [spliced(spliced(rows, from, 1), place, 0, row), place];
}

/** A row as one text, in whichever order its words came. */
export const rowText = ({ cells, results, why, locked, may }: Row) =>
  JSON.stringify([cells, results, why["zh-Hans"], why["zh-Hant"], why.en, locked, may]);

export const sameRows = (one: readonly Row[], other: readonly Row[]) =>
  one === other ||
  (one.length === other.length && one.every((row, at) => rowText(row) === rowText(other[at]!)));
