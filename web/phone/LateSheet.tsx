import { useState } from "react";
import { Dialog } from "../shared/Dialog";
import { useLanguage, useWords } from "../shared/hooks";
import { Done, Tick } from "../shared/icons";
import { late } from "../shared/verbs/tickets";
import { useSaidAt } from "./Place";
import type { SheetProps } from "./parts";
import { lateTime } from "./times";
import { words } from "./words";

const CHOICES = [10, 20, 30] as const;

export function LateSheet({ live, state, verb, onClose }: SheetProps) {
  const w = useWords(words);
  const spoken = useLanguage();
  const [minutes, setMinutes] = useState<(typeof CHOICES)[number]>(10);
  const { ticket, branch } = state;
  const said = useSaidAt(ticket.estimate, live.clock?.at ?? 0);
  const left = ticket.late_left - 1;
  const send = async () => {
    if (await verb.run(() => late(ticket.id, ticket.version, minutes))) onClose();
  };
  return (
    <Dialog label={w("lateTitle")} className="sheet" onClose={onClose}>
      <h2>{w("lateTitle")}</h2>
      <p>{w("lateHint")}</p>
      <fieldset className="seg" role="radiogroup" aria-label={w("lateTitle")}>
        {CHOICES.map((each) => (
          <label key={each} className={each === minutes ? "on" : ""}>
            <input
              type="radio"
              name="late"
              value={each}
              checked={each === minutes}
              onChange={() => setMinutes(each)}
            />
            <b>{each}</b>
            {w("minutes")}
            {each === minutes && <Done />}
          </label>
        ))}
      </fieldset>
      <p className="result" aria-live="polite">
        <span>{w("lateResult")}</span>
        <b>{lateTime(ticket.estimate, said, minutes, branch.zone, spoken)}</b>
      </p>
      <ul className="rules">
        <li>
          <Tick />
          {left > 0 ? w("lateLeft", { n: left }) : w("lateLast")}
        </li>
        <li>
          <Tick />
          {w("lateBack")}
        </li>
      </ul>
      <div className="two">
        <button className="btn" onClick={onClose}>
          {w("lateNo")}
        </button>
        <button className="btn primary" disabled={verb.off} onClick={() => void send()}>
          {w("lateYes", { n: minutes })}
        </button>
      </div>
    </Dialog>
  );
}
