import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Clause } from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { staffWords } from "../../staff/words";
import { everyOf, isMask, readCell, sidesOf, writeCell } from "./cells";
import { codeWord, columnName, isShortOutside, maskWord } from "./codes";
import { Floating } from "./Floating";
import { leaveOnBlur, popupKey } from "./popup";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

/** Which codes a cell fits: some of them, all but some, or any. */
export function ChoiceEditor({ desk, clause, cell }: { desk: Desk; clause: Clause; cell: string }) {
  const w = useWords(policyWords);
  const s = useWords(staffWords);
  const [first] = useState(() => startOf(clause, cell));
  const [except, setExcept] = useState(first.except);
  const [picked, setPicked] = useState<readonly string[]>(first.picked);
  const anchor = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("input[name=code]")?.focus(), []);
  const mask = maskOf(clause, except, picked);

  function keep() {
    if (mask !== 0) desk.put(desk.place, writeCell(clause, mask));
    desk.leave();
  }
  const toggle = (code: string) =>
    setPicked(picked.includes(code) ? picked.filter((each) => each !== code) : [...picked, code]);
  return (
    <>
      <span ref={anchor} className="grid-text">
        {mask ? maskWord(clause, mask) : w("nothingPicked")}
      </span>
      <Floating beside={anchor} className="choices">
        <fieldset
          ref={box}
          onKeyDown={(event) => popupKey(event, box.current, { leave: desk.leave, keep })}
          onBlur={(event) => leaveOnBlur(event, keep)}
        >
          <legend>{columnName(clause.name)}</legend>
          <div className="segments">
            {[false, true].map((side) => (
              <button
                key={String(side)}
                type="button"
                aria-pressed={except === side}
                onClick={() => setExcept(side)}
              >
                {w(side ? "allExcept" : "oneOf")}
              </button>
            ))}
          </div>
          {clause.codes.map((code) => (
            <label key={code}>
              <input
                type="checkbox"
                name="code"
                checked={picked.includes(code)}
                onChange={() => toggle(code)}
              />
              {codeWord(clause.name, code)}
            </label>
          ))}
          <p role="status">
            {mask ? w("means", { text: maskWord(clause, mask) }) : w("cell_fits_nothing", { cell: "" })}
          </p>
          <div className="choices-foot">
            <Btn
              className="btn btn-quiet"
              onPress={() => {
                setExcept(true);
                setPicked([]);
              }}
            >
              {w("any")}
            </Btn>
            <Btn className="btn" onPress={desk.leave}>
              {s("cancel")}
            </Btn>
            <Btn className="btn btn-primary" onPress={keep} off={mask ? undefined : w("nothingPicked")}>
              {w("take")}
            </Btn>
          </div>
        </fieldset>
      </Floating>
    </>
  );
}

function startOf(clause: Clause, cell: string): { except: boolean; picked: string[] } {
  const read = readCell(clause, cell);
  const mask = isMask(read) ? read : everyOf(clause);
  const [inside, outside] = sidesOf(clause, mask);
  const except = isShortOutside(inside, outside);
  return { except, picked: except ? outside : inside };
}

function maskOf(clause: Clause, except: boolean, picked: readonly string[]): number {
  const mask = picked.reduce((sum, code) => sum | (1 << clause.codes.indexOf(code)), 0);
  return except ? everyOf(clause) & ~mask : mask;
}
