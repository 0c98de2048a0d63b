import { type KeyboardEvent, useEffect, useRef } from "react";
import { useWords } from "../../shared/hooks";
import type { Outcome, Row } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { codeWord, columnName } from "./codes";
import { choicesOf } from "./deciding";
import { Floating } from "./Floating";
import { isOpen } from "./opening";
import { leaveOnBlur, moveWithin } from "./popup";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

interface Props {
  desk: Desk;
  row: Row;
  outcome: Outcome;
  code: string;
}

/** Which of its codes a row leads to: one tap or Enter chooses; what head office keeps to itself is grey. */
export function ResultEditor({ desk, row, outcome, code }: Props) {
  const w = useWords(policyWords);
  const column = desk.table.outputs.indexOf(outcome);
  const anchor = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("[aria-pressed=true], button")?.focus(), []);
  function onKey(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") desk.leave();
    else if (!moveWithin(event, box.current)) return;
    event.preventDefault();
  }
  const choose = (picked: string) => {
    desk.put(desk.place, picked);
    desk.leave();
  };
  return (
    <>
      <span ref={anchor} />
      <Floating beside={anchor} className="choices choices-one">
        <div
          ref={box}
          role="group"
          aria-label={columnName(outcome.name)}
          onKeyDown={onKey}
          onBlur={(event) => leaveOnBlur(event, desk.leave)}
        >
          {choicesOf(desk.table, row, outcome).map((each) => {
            const closed = !isOpen(desk.open[desk.place.row], column, each);
            return (
              <button
                key={each}
                type="button"
                aria-pressed={each === code}
                aria-disabled={closed || undefined}
                title={closed ? w("notOpened") : undefined}
                onClick={() => closed || choose(each)}
              >
                <Icon name={closed ? "lock" : each === code ? "check" : "blank"} size={14} />
                {codeWord(outcome.name, each)}
              </button>
            );
          })}
        </div>
      </Floating>
    </>
  );
}
