/** Which rows a fault is about, and which cell can't be read: shown in the grid as a word and a sign. */
import { isMask, readCell, type Unread } from "./cells";
import type { Desk } from "./useDesk";

export type Fault = "gap" | "overlap" | "unreachable" | "wrong" | "beyond";

export interface RowMark {
  fault: Fault;
  text?: string;
}

/** What the server found holds for the rows that it has; others are being checked. */
export const isChecked = ({ kept }: Pick<Desk, "kept">) => kept.saving === "saved";

/**
 * The marks of each row; a gap stands at the row that its mend would change. Until the next check the
 * last one's stay, unless rows have come or gone.
 */
export function marksOf(desk: Desk): RowMark[][] {
  const marks = desk.rows.map((): RowMark[] => []);
  if (desk.kept.told.rows.length !== marks.length) return marks;
  for (const { row, title } of desk.kept.told.problems) marks[row - 1]?.push({ fault: "wrong", text: title });
  for (const { row } of desk.kept.told.beyond) addOnce(marks[row - 1], "beyond");
  for (const { fault, rows, mend_row } of desk.kept.told.findings)
    for (const number of fault === "gap" ? (mend_row ? [mend_row] : []) : rows)
      addOnce(marks[number - 1], fault);
  return marks;
}

function addOnce(marks: RowMark[] | undefined, fault: Fault): void {
  if (marks && !marks.some((mark) => mark.fault === fault)) marks.push({ fault });
}

/** Why a cell can't be read; results that no row of a branch may give are the server's to tell. */
export function unreadAt(
  { table, rows }: Pick<Desk, "table" | "rows">,
  row: number,
  column: number,
): Unread | undefined {
  const clause = table.inputs[column];
  if (!clause) return undefined;
  const read = readCell(clause, rows[row]?.cells[column] ?? "");
  return isMask(read) ? undefined : read;
}
