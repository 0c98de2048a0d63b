/** Tables, columns, codes and cells in words; what this page has no word for is shown as it came. */
import { useLanguage } from "../../shared/hooks";
import { language } from "../../shared/language";
import type { Clause, Kind, Outcome, Row, Trouble, Value } from "../../shared/verbs/policies";
import { fill } from "../../shared/words";
import { everyOf, isMask, type Mask, readCell, runsOf, type Run, sidesOf, type Unread } from "./cells";
import { codeWords, policyWords } from "./words";

type Words = Record<string, string>;
const known = (key: string) => (codeWords[language.get()] as Words)[key];
const word = (key: keyof typeof policyWords.en, values: Record<string, Value> = {}) =>
  fill(policyWords[language.get()][key], values);

export const tableWord = (name: string) => known(`table.${name}`) ?? name;
export const aboutWord = (name: string) => known(`about.${name}`) ?? "";
export const columnWord = (name: string) => known(`column.${name}`) ?? name;
/** Without its unit: 金额 of 金额，元. */
export const columnName = (name: string) => columnWord(name).split(/[，,]/)[0]!;
export const codeWord = (column: string, code: string) =>
  known(`${column}.${code}`) ?? known(`code.${code}`) ?? code;

export const figure = (number: number) => number.toLocaleString("en-US");
const listed = (words: string[]) => words.join(word("and"));

/** Short, where many stand in a line: 关爱 of 关爱或存折. */
export const shortName = (name: string) => known(`short.${name}`) ?? columnName(name);

/** A value of a case: 20,000 元, 等候 6 人, 关爱 否. */
export function valueWord(column: string, value: Value): string {
  const text = typeof value === "number" ? figure(value) : codeWord(column, value);
  const template = known(`case.${column}`);
  return template ? fill(template, { value: text }) : `${shortName(column)} ${text}`;
}

/** A cell as people read it: 任意, ≥ 5, 20,000 – 50,000, 除缴费外. */
export function cellWord(clause: Clause, cell: string): string {
  const mask = readCell(clause, cell);
  return isMask(mask) ? maskWord(clause, mask) : cell;
}

export function maskWord(clause: Clause, mask: Mask): string {
  if (mask === everyOf(clause)) return word("any");
  if (clause.edges.length) return listed(runsOf(mask).map((run) => runWord(clause.edges, run)));
  const [inside, outside] = sidesOf(clause, mask);
  const names = (codes: string[]) => listed(codes.map((code) => codeWord(clause.name, code)));
  return isShortOutside(inside, outside) ? word("except", { codes: names(outside) }) : names(inside);
}

/** Whether a cell is told by what it leaves out: few codes of many. */
export const isShortOutside = (inside: readonly string[], outside: readonly string[]) =>
  inside.length > 2 && outside.length < inside.length && outside.length < 3;

function runWord(edges: number[], [first, after]: Run): string {
  if (after === edges.length) return `≥ ${figure(edges[first]!)}`;
  if (first === 0) return `< ${figure(edges[after]!)}`;
  if (edges[after] === edges[first]! + 1) return figure(edges[first]!);
  return `${figure(edges[first]!)} – ${figure(edges[after]!)}`;
}

/** What is typed for a cell: as it is read, and nothing for 任意. */
export function typedWord(clause: Clause, cell: string): string {
  const mask = readCell(clause, cell);
  if (!isMask(mask)) return cell;
  if (mask === everyOf(clause)) return "";
  return runsOf(mask)
    .map((run) => runWord(clause.edges, run))
    .join(", ");
}

export function unreadWord(unread: Unread): string {
  const { cell, below = 0, above = 0 } = unread;
  return word(unread.code, { cell, below: figure(below), above: figure(above) });
}

export const resultWord = (outcome: Outcome, code: string) => codeWord(outcome.name, code);

/** What a row leads to, in one breath: 提议 智能柜台. */
export const resultsWord = (kind: Kind, results: Record<string, string>) =>
  kind.outputs.flatMap(({ name }) => (results[name] ? [codeWord(name, results[name])] : [])).join(" ") ||
  word("noRow");

export const rowResults = (kind: Kind, row: Row) =>
  Object.fromEntries(kind.outputs.map(({ name }, at) => [name, row.results[at] ?? ""]));

/** What a row would lead to with other results. */
export const mayWord = (kind: Kind, row: Row, results: string[]) =>
  resultsWord(kind, rowResults(kind, { ...row, results }));

/** Where something is wrong: 第 5 行 等候. */
export function placeWord({ row, column }: Pick<Trouble, "row" | "column">): string {
  if (row === 0) return word("wholeTable");
  const name = column === "why" ? word("why") : column && columnName(column);
  return [word("rowNumber", { n: row }), name].filter(Boolean).join(" ");
}

/** Redraws with the language; the functions above read it. */
export function useCodes(): void {
  useLanguage();
}
