import { clockRange, hourMinute } from "../shared/clock";
import { estimateParts, isLong } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import type { Issued } from "../shared/verbs/tickets";
import type { KioskState, Language } from "../shared/views";
import { say } from "../shared/words";
import { words } from "./words";

/** When the call comes, by the clock: the range begins when the number was given. */
export function callTime(ticket: Issued, zone: string, spoken: Language): string {
  const w = say(words, spoken);
  const at = Date.parse(ticket.issued_at);
  const { estimate } = ticket;
  if (estimate.kind === "range") {
    return w("callAround", {
      time: clockRange(at + estimate.low * 60_000, at + estimate.high * 60_000, zone),
    });
  }
  if (estimate.kind === "within")
    return w("callBefore", { time: hourMinute(at + estimate.high * 60_000, zone) });
  return w(estimate.kind === "none" ? "callSoon" : "listen");
}

export function Stub({ state, ticket }: { state: KioskState | undefined; ticket: Issued }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const parts = estimateParts(ticket.estimate, spoken);
  const { kind, figure, after } = parts;
  const honest = kind === "unknown" ? "notKnown" : state?.measured ? "measured" : "estimated";
  return (
    <section className="stub">
      <span className="tear" />
      <span className="notch l" />
      <span className="notch r" />
      <dl className={`facts${kind === "unknown" ? " alone" : ""}`}>
        <div className="fact">
          <dt>{w("ahead")}</dt>
          <dd>
            <b>{ticket.ahead}</b>
            {w("aheadUnit")}
          </dd>
        </div>
        {kind !== "unknown" && (
          <div className="fact">
            <dt>{w("wait")}</dt>
            <dd className={isLong(parts) ? `${kind} long` : kind}>
              {figure && <Figure text={figure} />}
              {after}
            </dd>
          </div>
        )}
      </dl>
      <p className="honest">
        <b>{state && callTime(ticket, state.branch.zone, spoken)}</b>
        {kind !== "none" && <span>{w(honest)}</span>}
      </p>
    </section>
  );
}

/** 12–18 with a lighter dash. */
export function Figure({ text }: { text: string }) {
  const [low, high] = text.split("–");
  return (
    <b>
      {low}
      {high !== undefined && <i>–</i>}
      {high}
    </b>
  );
}
