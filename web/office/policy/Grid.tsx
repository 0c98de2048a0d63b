import { type DragEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Row } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { GridCell } from "./GridCell";
import { GridHead } from "./GridHead";
import { gridKeys } from "./gridKeys";
import { MayCell } from "./MayCell";
import { marksOf, type RowMark } from "./marks";
import { RowMarks } from "./RowMarks";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";
import "./grid.css";

/** The decision table as a grid: arrows move, Enter or F2 begins, typing replaces, Esc leaves. */
export function Grid({ desk }: { desk: Desk }) {
  const w = useWords(policyWords);
  const { table, rows, place, effect } = desk;
  const grid = useRef<HTMLTableElement>(null);
  const marks = marksOf(desk);
  const most = Math.max(1, ...(effect?.hits ?? []));
  useFollow(grid, desk);
  return (
    <div className="grid-scroll">
      <table
        ref={grid}
        role="grid"
        className="grid"
        aria-label={w("grid")}
        aria-rowcount={rows.length + 2}
        aria-readonly={!desk.may}
        onKeyDown={(event) => gridKeys(event, desk)}
      >
        <GridHead kind={table} days={desk.past?.days} opening={desk.opening} />
        <tbody>
          {rows.map((row, at) => (
            <GridRow
              key={at}
              {...{ desk, row, at, most }}
              marks={marks[at] ?? []}
              chosen={place.row === at}
              hits={effect?.hits[at]}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  desk: Desk;
  row: Row;
  at: number;
  marks: RowMark[];
  chosen: boolean;
  hits: number | undefined;
  most: number;
}

function GridRow({ desk, row, at, marks, chosen, hits, most }: RowProps) {
  const { table, may, place } = desk;
  const drag = useDrag(desk, at);
  const columns = table.inputs.length + table.outputs.length;
  const wide = Math.max(
    0,
    table.inputs.findIndex(({ name }) => name === "business"),
  );
  const classes = [
    row.locked && "is-locked",
    marks[0] && `has-${marks[0].fault}`,
    chosen && "is-chosen",
    drag.over && "is-over",
  ];
  return (
    <tr
      aria-selected={chosen}
      aria-rowindex={at + 3}
      className={classes.filter(Boolean).join(" ")}
      {...drag.target}
    >
      <NumberCell {...{ desk, row, at }} source={may && !row.locked ? drag.source : {}} />
      {Array.from({ length: columns }, (_, column) => (
        <GridCell
          key={column}
          {...{ desk, row, at, column }}
          active={chosen && place.column === column}
          marks={column === wide ? <RowMarks marks={marks} /> : undefined}
        />
      ))}
      {desk.opening && <MayCell {...{ desk, row, at }} active={chosen && place.column === columns} />}
      {hits !== undefined && <HitCell hits={hits} most={most} />}
    </tr>
  );
}

function NumberCell({ desk, row, at, source }: { desk: Desk; row: Row; at: number; source: object }) {
  const w = useWords(policyWords);
  const { place, go } = desk;
  const active = place.row === at && place.column === -1;
  return (
    <th
      scope="row"
      className="grid-number"
      tabIndex={active ? 0 : -1}
      data-place={`${at} -1`}
      title={row.locked ? w("lockedWhy") : desk.may ? w("dragHint") : undefined}
      onFocus={() => active || go({ row: at, column: -1 })}
      {...source}
    >
      {row.locked ? (
        <>
          <Icon name="lock" size={14} />
          <span className="unseen">{w("locked")}</span>
        </>
      ) : (
        desk.may && <Icon name="grip" size={14} />
      )}
      {at + 1}
    </th>
  );
}

function HitCell({ hits, most }: { hits: number; most: number }) {
  return (
    <td className="grid-hits">
      <span>
        <svg viewBox="0 0 44 8" width="44" height="8" aria-hidden="true">
          <rect className="hits-all" width="44" height="8" rx="2" />
          <rect className="hits-some" width={(44 * hits) / most} height="8" rx="2" />
        </svg>
        {hits}
      </span>
    </td>
  );
}

/**
 * The chosen cell comes into sight, and has the focus unless something else of the page is in use: the
 * keyboard goes on where a row moved to, a cell was mended, or an editor closed.
 */
function useFollow(grid: RefObject<HTMLTableElement | null>, { place, editing, rows }: Desk): void {
  const { row, column } = place;
  const begun = useRef(false);
  useEffect(() => {
    const cell = grid.current?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`);
    if (!cell || editing !== undefined) return;
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { activeElement } = document;
    if (!begun.current) {
      begun.current = true;
      return;
    }
    if (activeElement === document.body || grid.current?.contains(activeElement))
      cell.focus({ preventScroll: true });
  }, [grid, row, column, editing, rows]);
}

/** A row dragged by its number to another's place. */
function useDrag(desk: Desk, at: number) {
  const [over, setOver] = useState(false);
  const source = {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData("text/x-row", String(at));
      event.dataTransfer.effectAllowed = "move";
    },
  };
  const target = desk.may
    ? {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes("text/x-row")) return;
          event.preventDefault();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
          setOver(false);
          const from = event.dataTransfer.getData("text/x-row");
          if (from !== "") desk.move(Number(from), at);
        },
      }
    : {};
  return { source, target, over };
}
