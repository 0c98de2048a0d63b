import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Done as Check, Tick } from "../shared/icons";
import type { At } from "./at";
import { Frame } from "./Frame";
import type { Own } from "./own";
import { keptSpan } from "./when";
import { words } from "./words";

/** Booked, and what to do then; without `own`: cancelled. */
export function Done({ page, go, restart, own, code }: At & { own?: Own; code?: string | undefined }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const span = own && keptSpan(page, own.slot_at);
  return (
    <Frame page={page} title={w(own ? "doneTitle" : "cancelledTitle")}>
      <section className="card words" role="status">
        {own ? (
          <>
            <p className="chosen large">
              <Check />
              <b>{dayAndTime(own.slot_at, page.zone, spoken)}</b>
              <span>{own.service[spoken]}</span>
            </p>
            <ul>
              <li>
                <Tick />
                {w("doneKiosk")}
              </li>
              <li>
                <Tick />
                {w("doneSpan", span)}
              </li>
              <li>
                <Tick />
                {w("doneLate", span)}
              </li>
            </ul>
            {code !== undefined && <p className="demo">{w("demoCode", { code })}</p>}
          </>
        ) : (
          <p>{w("cancelledMore")}</p>
        )}
        <div className="two">
          {own && (
            <button className="btn" onClick={() => go({ name: "cancel", own })}>
              {w("cancel")}
            </button>
          )}
          <button className="btn primary" onClick={() => restart()}>
            {w("backToStart")}
          </button>
        </div>
      </section>
    </Frame>
  );
}
