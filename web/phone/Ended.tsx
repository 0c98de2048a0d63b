import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Call, Mark } from "../shared/icons";
import type { PhoneState } from "../shared/views";
import { BookingLink } from "./BookingLink";
import { words } from "./words";

export type End = "over" | "dayOver" | "abandoned" | "thanks" | "bye";

/** Nothing more to do on this page. */
export function Ended({ kind, state }: { kind: End; state: PhoneState | undefined }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const next = kind === "over" || kind === "dayOver" ? state?.day.next_opens_at : undefined;
  return (
    <main className="screen ended">
      <div className="bar">
        <Mark />
        {state && (
          <>
            <b>{state.branch.bank[spoken]}</b>
            <span className="br">{state.branch.name[spoken]}</span>
          </>
        )}
      </div>
      <div className="last" role="status">
        <h1>{w(kind)}</h1>
        <p>{w(`${kind}More`)}</p>
        {state && next && <p>{w("nextOpening", { time: dayAndTime(next, state.branch.zone, spoken) })}</p>}
      </div>
      {state && kind !== "over" && <BookingLink state={state} button />}
      {state && (
        <a className="btn" href={`tel:${state.branch.hotline}`}>
          <Call />
          {w("hotline", { number: state.branch.hotline })}
        </a>
      )}
    </main>
  );
}
