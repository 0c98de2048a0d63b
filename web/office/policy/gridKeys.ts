/** The keys of the grid, where no cell is being changed. */
import type { KeyboardEvent } from "react";
import type { Desk, Place } from "./useDesk";

export function gridKeys(event: KeyboardEvent, desk: Desk): void {
  if (desk.editing !== undefined || event.nativeEvent.isComposing) return;
  const run = keyOf(event, desk);
  if (!run) return;
  event.preventDefault();
  run();
}

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function keyOf(event: KeyboardEvent, desk: Desk): (() => void) | undefined {
  const { place } = desk;
  const step = STEPS[event.key];
  if (step && event.altKey)
    return step[0] === 0 ? undefined : () => desk.move(place.row, place.row + step[0]);
  if (event.altKey) return undefined;
  if (step) return () => desk.go(within(desk, { row: place.row + step[0], column: place.column + step[1] }));
  if (event.key === "Home" || event.key === "End") return () => desk.go(within(desk, ends(event, desk)));
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.key === "Enter" || event.key === "F2") return () => desk.edit();
  if (event.key === "Delete" || event.key === "Backspace")
    return () => (place.column < 0 ? desk.drop(place.row) : empty(desk));
  if (event.key.length === 1 && event.key !== " " && event.key !== "/" && event.key !== "?" && isTyped(desk))
    return () => desk.edit(event.key);
  return undefined;
}

const isTyped = ({ table, place }: Desk) => Boolean(table.inputs[place.column]?.edges.length);

function empty(desk: Desk): void {
  if (desk.place.column < desk.table.inputs.length) desk.put(desk.place, "-");
}

function ends(event: KeyboardEvent, { place, rows }: Desk): Place {
  const first = event.key === "Home";
  const far = event.ctrlKey || event.metaKey;
  return {
    row: far ? (first ? 0 : rows.length - 1) : place.row,
    column: first ? -1 : Number.MAX_SAFE_INTEGER,
  };
}

/** The nearest cell that exists. */
export function within(desk: Pick<Desk, "table" | "rows" | "opening">, { row, column }: Place): Place {
  const { table, rows, opening } = desk;
  const last = table.inputs.length + table.outputs.length - (opening ? 0 : 1);
  return {
    row: Math.min(rows.length - 1, Math.max(0, row)),
    column: Math.min(last, Math.max(-1, column)),
  };
}
