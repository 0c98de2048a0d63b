import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import { LANGUAGE_NAMES, LANGUAGES } from "../../shared/language";
import type { Row } from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { Icon } from "../../staff/icons";
import { staffWords } from "../../staff/words";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

const MOST = 200;

/** Why, as a customer could be told: of the chosen row, in the page's language; changed in all three. */
export function Say({ desk }: { desk: Desk }) {
  const w = useWords(policyWords);
  const spoken = useLanguage();
  const [open, setOpen] = useState<Row>();
  const { place, rows, may, dropped } = desk;
  const row = rows[place.row];
  if (!row) return null;
  if (open && open.why === row.why)
    return <SayForm key={place.row} desk={desk} row={row} close={() => setOpen(undefined)} />;
  return (
    <footer className="say">
      <span>
        {w("rowNumber", { n: place.row + 1 })} · {w("why")}
      </span>
      <p>{w("quoted", { text: row.why[spoken] })}</p>
      {dropped !== undefined && (
        <output className="say-dropped">
          {w("droppedRow", { n: dropped })}
          <Btn className="btn btn-quiet" onPress={desk.undo}>
            {w("undoKey")}
          </Btn>
        </output>
      )}
      {row.locked && (
        <span className="tag">
          <Icon name="lock" size={12} />
          {w("locked")}
        </span>
      )}
      {may && !row.locked && <RowVerbs desk={desk} change={() => setOpen(row)} />}
    </footer>
  );
}

function RowVerbs({ desk, change }: { desk: Desk; change: () => void }) {
  const w = useWords(policyWords);
  const { row } = desk.place;
  return (
    <>
      <Btn className="btn btn-quiet" onPress={change}>
        {w("changeWhy")}
      </Btn>
      <Btn
        className="btn btn-icon"
        aria-label={w("moveUp")}
        title={`${w("moveUp")} Alt+↑`}
        onPress={() => desk.move(row, row - 1)}
      >
        <Icon name="up" />
      </Btn>
      <Btn
        className="btn btn-icon"
        aria-label={w("moveDown")}
        title={`${w("moveDown")} Alt+↓`}
        onPress={() => desk.move(row, row + 1)}
      >
        <Icon name="lower" />
      </Btn>
      <Btn
        className="btn btn-icon"
        aria-label={w("dropRow")}
        title={w("dropRow")}
        onPress={() => desk.drop(row)}
      >
        <Icon name="trash" />
      </Btn>
    </>
  );
}

function SayForm({ desk, row, close }: { desk: Desk; row: Row; close: () => void }) {
  const w = useWords(policyWords);
  const s = useWords(staffWords);
  const [why, setWhy] = useState(row.why);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  function keep(event: FormEvent) {
    event.preventDefault();
    if (LANGUAGES.every((each) => why[each].trim())) desk.putWhy(desk.place.row, why);
    close();
  }
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
  return (
    <footer className="say">
      <form ref={form} className="say-form" onSubmit={keep} onKeyDown={onKey}>
        <b>
          {w("rowNumber", { n: desk.place.row + 1 })} · {w("why")}
        </b>
        {LANGUAGES.map((each) => (
          <label key={each}>
            <span>{LANGUAGE_NAMES[each]}</span>
            <input
              lang={each}
              required
              maxLength={MOST}
              value={why[each]}
              onChange={(event) => setWhy({ ...why, [each]: event.target.value })}
            />
          </label>
        ))}
        <div className="say-foot">
          <Btn className="btn" onPress={close}>
            {s("cancel")}
          </Btn>
          <button type="submit" className="btn btn-primary">
            {w("take")}
          </button>
        </div>
      </form>
    </footer>
  );
}
