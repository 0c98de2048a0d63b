import type { ReactNode } from "react";
import { useWords } from "../../shared/hooks";
import type { Outcome, Row } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { cellWord, codeWord, columnWord, unreadWord, useCodes } from "./codes";
import { ANY } from "./cells";
import { ChoiceEditor } from "./ChoiceEditor";
import { unreadAt } from "./marks";
import { isBeyond } from "./opening";
import { ResultEditor } from "./ResultEditor";
import { TextEditor } from "./TextEditor";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

interface Props {
  desk: Desk;
  row: Row;
  at: number;
  column: number;
  active: boolean;
  marks: ReactNode;
}

/** One cell: its words, and while it is changed its editor. */
export function GridCell({ desk, row, at, column, active, marks }: Props) {
  const w = useWords(policyWords);
  useCodes();
  const { table, go, edit } = desk;
  const clause = table.inputs[column];
  const outcome = table.outputs[column - table.inputs.length];
  const editing = active && desk.editing !== undefined;
  const unread = unreadAt(desk, at, column);
  const bound = outcome !== undefined && desk.open[at]?.length === 1;
  const beyond =
    !row.locked &&
    outcome !== undefined &&
    isBeyond(desk.open[at], row.results, column - table.inputs.length);
  const note = row.locked
    ? w("lockedWhy")
    : beyond
      ? w("breach")
      : bound
        ? w("boundRow")
        : unread && unreadWord(unread);
  const classes = [
    clause && row.cells[column] === ANY && "is-any",
    clause?.name === "business" && "is-main",
    outcome && "is-result",
    bound && !row.locked && "is-bound",
    column === table.inputs.length && "is-first",
    (unread ?? beyond) && "is-unread",
    editing && "is-editing",
  ];
  return (
    <td
      role="gridcell"
      tabIndex={active ? 0 : -1}
      data-place={`${at} ${column}`}
      className={classes.filter(Boolean).join(" ")}
      aria-readonly={!desk.may || row.locked}
      aria-invalid={unread !== undefined || beyond || undefined}
      title={note}
      onFocus={() => active || go({ row: at, column })}
      onDoubleClick={() => edit()}
    >
      {editing && clause ? (
        clause.edges.length ? (
          <TextEditor desk={desk} clause={clause} cell={row.cells[column] ?? ""} />
        ) : (
          <ChoiceEditor desk={desk} clause={clause} cell={row.cells[column] ?? ""} />
        )
      ) : (
        <span className="grid-text">
          {unread && <Icon name="alert" size={12} />}
          {clause ? cellWord(clause, row.cells[column] ?? "") : <Result {...{ outcome, row, table }} />}
        </span>
      )}
      {editing && outcome && (
        <ResultEditor desk={desk} row={row} outcome={outcome} code={resultAt(row, table, outcome)} />
      )}
      {marks}
      {editing && <span className="unseen">{columnWord((clause ?? outcome)!.name)}</span>}
    </td>
  );
}

const resultAt = (row: Row, { outputs }: Desk["table"], outcome: Outcome) =>
  row.results[outputs.indexOf(outcome)] ?? "";

function Result({ outcome, row, table }: { outcome: Outcome | undefined; row: Row; table: Desk["table"] }) {
  if (!outcome) return null;
  const code = resultAt(row, table, outcome);
  const text = codeWord(outcome.name, code);
  if (outcome.name !== "offer") return text;
  return (
    <span className={code === "none" ? "offer" : "offer is-offered"}>
      <Icon name={code === "none" ? "close" : "check"} size={14} />
      {text}
    </span>
  );
}
