/** What the parts of the editor share: the rows, which cell is chosen, what may be done. */
import { useEffect, useMemo, useState } from "react";
import type { Me } from "../../shared/api";
import { useStore } from "../../shared/hooks";
import {
  editPolicy,
  type Kind,
  type Past,
  type PolicyRows,
  type PolicyTable,
  type PolicyVersion,
  type Row,
  rowsOf,
} from "../../shared/verbs/policies";
import { type Effect, effectOf, type Read, readRows } from "./deciding";
import { withCell, withMay, withoutRow, withResults, withRowBelow, withRowMoved, withWhy } from "./history";
import { type Keeper, type Kept, keeperOf } from "./keeping";
import { isDraft, mayEdit } from "./life";
import { openedBy, openTo, type Results } from "./opening";

/** A cell by its row and column, from 0; column −1 is the row's own number. */
export interface Place {
  row: number;
  column: number;
}

export interface Desk {
  me: Me;
  table: PolicyTable;
  version: PolicyVersion;
  kept: Kept;
  keeper: Keeper;
  rows: readonly Row[];
  read: Read;
  past: Past | undefined;
  effect: Effect | undefined;
  faults: number;
  may: boolean; // these rows may be changed, by whoever looks
  opening: boolean; // these rows say what branches may choose instead
  open: (readonly Results[] | undefined)[]; // what head office leaves to each row of a branch
  place: Place;
  editing: string | undefined; // what is typed first where a cell is being changed
  dropped: number | undefined; // the number of the row just taken out
  go: (place: Place) => void;
  edit: (first?: string) => void;
  leave: () => void;
  put: (place: Place, text: string) => void;
  putResults: (row: number, results: string[]) => void;
  putWhy: (row: number, why: Row["why"]) => void;
  putMay: (row: number, may: Row["may"]) => void;
  add: () => void;
  drop: (row: number) => void;
  move: (from: number, to: number) => void;
  undo: () => void;
  redo: () => void;
}

/** Keepers outlive the page that shows them: what is not saved yet is not lost by looking elsewhere. */
const keepers = new Map<string, Keeper>();

function keeperFor(branch: string, told: PolicyRows): Keeper {
  const { id, number } = told.version;
  const key = `${branch} ${told.table} ${id ?? `bank ${number}`}`;
  const known = keepers.get(key);
  if (known && known.get().saving !== "saved") return known;
  const made = keeperOf(told, {
    send: (version, rows) => editPolicy(branch, id!, version, [...rows]),
    read: () => rowsOf(branch, told.table, number),
  });
  keepers.set(key, made);
  return made;
}

export function useDesk(
  me: Me,
  table: PolicyTable,
  told: PolicyRows,
  past: Past | undefined,
  bank: readonly Row[] | undefined, // head office's, where a branch is bound by it
): Desk {
  const [keeper] = useState(() => keeperFor(me.branch.id, told));
  const kept = useStore(keeper);
  const { rows } = kept.history;
  const [wished, go] = useState(() => firstPlace(told));
  const [editing, edit] = useState<string>();
  const [dropped, setDropped] = useState<number>();
  const place = { ...wished, row: Math.min(wished.row, rows.length - 1) };
  const kind: Kind = table;
  const read = useMemo(() => readRows(kind, rows), [kind, rows]);
  const effect = useMemo(() => past && effectOf(read, past.cases), [read, past]);
  const opened = useMemo(() => bank && openedBy(kind, bank), [kind, bank]);
  const open = useMemo(() => (opened ? openTo(read, opened) : []), [read, opened]);
  const { version } = kept.told;
  const may = mayEdit(me) && isDraft(version);
  useUnsavedGuard(kept);

  function change(next: readonly Row[]) {
    setDropped(undefined);
    if (may) keeper.change(next);
  }
  return {
    me,
    table,
    version,
    kept,
    keeper,
    rows,
    read,
    past,
    effect,
    faults: kept.told.problems.length + kept.told.findings.length + kept.told.beyond.length,
    may,
    opening: table.opens === true || rows.some((row) => row.may.length > 0),
    open,
    place,
    editing,
    dropped,
    go(next) {
      edit(undefined);
      go(next);
    },
    edit(first = "") {
      if (may && !rows[place.row]?.locked && place.column >= 0) edit(first);
    },
    leave: () => edit(undefined),
    put: (at, text) => change(withCell(rows, at.row, at.column, text, kind.inputs.length)),
    putResults: (row, results) => change(withResults(rows, row, results)),
    putWhy: (row, why) => change(withWhy(rows, row, why)),
    putMay: (row, may) => change(withMay(rows, row, may)),
    add() {
      if (!may) return;
      const [next, row] = withRowBelow(rows, place.row, kind.outputs);
      change(next);
      edit(undefined);
      go({ row, column: 0 });
    },
    drop(row) {
      const next = withoutRow(rows, row);
      if (!may || next === rows) return;
      change(next);
      setDropped(row + 1);
      go({ row: Math.min(row, next.length - 1), column: place.column });
    },
    move(from, to) {
      const [next, row] = withRowMoved(rows, from, to);
      change(next);
      if (may) go({ row, column: place.column });
    },
    undo() {
      setDropped(undefined);
      if (may) keeper.undo();
    },
    redo: () => may && keeper.redo(),
  };
}

/** What is to be mended first, else the first row that is not the law's. */
function firstPlace({ rows, findings, beyond }: PolicyRows): Place {
  const mends = findings.filter(({ mend_row }) => mend_row !== undefined);
  const mend = (mends.find(({ fault }) => fault === "gap") ?? mends[0])?.mend_row ?? beyond[0]?.row;
  return {
    row:
      mend === undefined
        ? Math.max(
            0,
            rows.findIndex(({ locked }) => !locked),
          )
        : mend - 1,
    column: 0,
  };
}

/** Closing the page while something is not saved asks once more. */
function useUnsavedGuard({ saving }: Kept): void {
  const unsaved = saving !== "saved";
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
