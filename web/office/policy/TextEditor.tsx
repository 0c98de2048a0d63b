import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Clause } from "../../shared/verbs/policies";
import { isMask, readCell, writeCell } from "./cells";
import { columnWord, figure, typedWord, unreadWord } from "./codes";
import { Floating } from "./Floating";
import { within } from "./gridKeys";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

/** Two edges from the middle of the clause's grid. */
function exampleOf({ edges }: Clause) {
  const at = Math.floor((edges.length - 1) / 2);
  return { a: figure(edges[at] ?? 0), b: figure(edges[at + 1] ?? edges[at] ?? 0) };
}

/** A quantity as people type it; Enter keeps it, Tab goes on, Esc leaves all as it was. */
export function TextEditor({ desk, clause, cell }: { desk: Desk; clause: Clause; cell: string }) {
  const w = useWords(policyWords);
  const [text, setText] = useState(desk.editing || typedWord(clause, cell));
  const input = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  const hint = useId();
  const read = readCell(clause, text);
  useEffect(() => {
    const { current } = input;
    current?.focus();
    if (!desk.editing) current?.select();
    // Only when it opens: what is typed afterwards stands where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function keep(then?: () => void) {
    left.current = true;
    desk.put(desk.place, isMask(read) ? writeCell(clause, read) : text.trim());
    desk.leave();
    then?.();
  }
  function onKey(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      left.current = true;
      desk.leave();
    } else if (event.key === "Enter" && isMask(read)) keep();
    else if (event.key === "Tab" && isMask(read)) {
      const next = within(desk, {
        row: desk.place.row,
        column: desk.place.column + (event.shiftKey ? -1 : 1),
      });
      keep(() => desk.go(next));
    } else if (event.key !== "Enter") return;
    event.preventDefault();
  }
  return (
    <>
      <input
        ref={input}
        className="grid-input"
        value={text}
        size={1}
        autoComplete="off"
        spellCheck={false}
        placeholder={w("any")}
        aria-label={columnWord(clause.name)}
        aria-invalid={!isMask(read)}
        aria-describedby={hint}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        onBlur={() => left.current || keep()}
      />
      <Floating beside={input} className={isMask(read) ? "grid-hint" : "grid-hint is-wrong"}>
        <span id={hint} role="status">
          {isMask(read) ? w("typeHint", exampleOf(clause)) : unreadWord(read)}
        </span>
      </Floating>
    </>
  );
}
