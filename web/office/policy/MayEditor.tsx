import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Row } from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { staffWords } from "../../staff/words";
import { Floating } from "./Floating";
import { mayWord } from "./codes";
import { combinations, holds } from "./opening";
import { leaveOnBlur, popupKey } from "./popup";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

const MOST = 20;

/** Which other results a row leaves to branches: none, or some that neither law nor limit keeps back. */
export function MayEditor({ desk, row, at }: { desk: Desk; row: Row; at: number }) {
  const w = useWords(policyWords);
  const s = useWords(staffWords);
  const [picked, setPicked] = useState<string[][]>(row.may);
  const anchor = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("input")?.focus(), []);
  const all = combinations(desk.table, row).filter((each) => each.join() !== row.results.join());

  function keep() {
    desk.putMay(
      at,
      all.filter((each) => holds(picked, each)),
    );
    desk.leave();
  }
  const toggle = (one: string[]) =>
    setPicked(holds(picked, one) ? picked.filter((each) => each.join() !== one.join()) : [...picked, one]);
  return (
    <>
      <span ref={anchor} />
      <Floating beside={anchor} className="choices">
        <fieldset
          ref={box}
          onKeyDown={(event) => popupKey(event, box.current, { leave: desk.leave, keep })}
          onBlur={(event) => leaveOnBlur(event, keep)}
        >
          <legend>{w("may")}</legend>
          <div className="may-list">
            {all.map((each) => (
              <label key={each.join()}>
                <input
                  type="checkbox"
                  checked={holds(picked, each)}
                  disabled={picked.length >= MOST && !holds(picked, each)}
                  onChange={() => toggle(each)}
                />
                {mayWord(desk.table, row, each)}
              </label>
            ))}
          </div>
          <p>{w("mayNote")}</p>
          <div className="choices-foot">
            <Btn className="btn btn-quiet" onPress={() => setPicked([])}>
              {w("mayClear")}
            </Btn>
            <Btn className="btn" onPress={desk.leave}>
              {s("cancel")}
            </Btn>
            <Btn className="btn btn-primary" onPress={keep}>
              {w("take")}
            </Btn>
          </div>
        </fieldset>
      </Floating>
    </>
  );
}
