import type { ReactNode } from "react";
import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { Back, Warn } from "../shared/icons";
import type { KioskState } from "../shared/views";
import type { Offering, Stand } from "./useOffer";
import { words } from "./words";

/** In place of the wait, while there is none to tell. */
function Torn({ children }: { children: ReactNode }) {
  return (
    <section className="stub kept" aria-live="polite">
      <span className="tear" />
      <span className="notch l" />
      <span className="notch r" />
      {children}
    </section>
  );
}

/** Gone to another place: the number is kept, and one touch brings it back into the line. */
export function Away({ offering, stand }: { offering: Offering; stand: Stand & { name: "away" } }) {
  const w = useWords(words);
  return (
    <Torn>
      <h2>{w(`go_${stand.place}`, { where: stand.where })}</h2>
      <p>{w("keptMore")}</p>
      <button className="btn" disabled={offering.busy} onClick={offering.comeBack}>
        <Back />
        {w("comeBack")}
      </button>
      {stand.unheard && (
        <p className="told" role="alert">
          <Warn />
          {w("offerOffline")}
        </p>
      )}
    </Torn>
  );
}

/** Here before the time that was booked: called from then on. */
export function Early({ state, from }: { state: KioskState | undefined; from: string }) {
  const w = useWords(words);
  return (
    <Torn>
      <h2>{w("calledFrom", { time: state ? hourMinute(from, state.branch.zone) : "" })}</h2>
      <p>{w("calledFromMore")}</p>
    </Torn>
  );
}
