import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/hooks";
import { staffWords } from "../../staff/words";
import { cellWord, codeWord } from "./codes";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

/** Goes to the rows that hold some words; Enter to the next of them, Esc ends it. */
export function Find({ desk, close }: { desk: Desk; close: () => void }) {
  const w = useWords(policyWords);
  const s = useWords(staffWords);
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const found = text.trim() === "" ? [] : matches(desk, text.trim().toLowerCase());
  function seek(said: string) {
    setText(said);
    const [first] = said.trim() ? matches(desk, said.trim().toLowerCase()) : [];
    if (first !== undefined) desk.go({ row: first, column: 0 });
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === "Escape") close();
    if (event.key !== "Enter") return;
    const next = found.find((row) => row > desk.place.row) ?? found[0];
    if (next !== undefined) desk.go({ row: next, column: 0 });
  }
  return (
    <span className="find">
      <input
        ref={input}
        type="search"
        aria-label={s("find")}
        placeholder={s("find")}
        value={text}
        onChange={(event) => seek(event.target.value)}
        onKeyDown={onKey}
        onBlur={() => text === "" && close()}
      />
      <span role="status">{text.trim() && w("foundRows", { n: found.length })}</span>
    </span>
  );
}

/** The places of the rows whose words hold the text. */
function matches({ table, rows }: Desk, text: string): number[] {
  return rows.flatMap((row, at) => {
    const words = [
      ...table.inputs.map((clause, column) => cellWord(clause, row.cells[column] ?? "")),
      ...table.outputs.map(({ name }, column) => codeWord(name, row.results[column] ?? "")),
      ...Object.values(row.why),
    ];
    return words.join(" ").toLowerCase().includes(text) ? [at] : [];
  });
}
