import { useWords } from "../../shared/hooks";
import type { Row } from "../../shared/verbs/policies";
import { useCodes, mayWord } from "./codes";
import { MayEditor } from "./MayEditor";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

interface Props {
  desk: Desk;
  row: Row;
  at: number;
  active: boolean;
}

/** What branches may choose instead of a row's results; the law's rows leave nothing. */
export function MayCell({ desk, row, at, active }: Props) {
  const w = useWords(policyWords);
  useCodes();
  const { table, go, edit } = desk;
  const column = table.inputs.length + table.outputs.length;
  const words = row.may.map((results) => mayWord(table, row, results));
  const editing = active && desk.editing !== undefined;
  return (
    <td
      role="gridcell"
      tabIndex={active ? 0 : -1}
      data-place={`${at} ${column}`}
      className={["is-may", words.length ? "" : "is-any", editing ? "is-editing" : ""].join(" ")}
      aria-readonly={!desk.may || row.locked}
      title={row.locked ? w("lockedWhy") : words.join(w("and"))}
      onFocus={() => active || go({ row: at, column })}
      onDoubleClick={() => edit()}
    >
      <span className="grid-text">
        {words.length > 1 ? w("mayMore", { first: words[0]!, n: words.length }) : (words[0] ?? w("mayNone"))}
      </span>
      {editing && <MayEditor desk={desk} row={row} at={at} />}
    </td>
  );
}
