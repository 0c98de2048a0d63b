import { useState } from "react";
import { estimateParts, estimateText, isLong, worthTelling } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { Window } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { Estimate, PhoneState } from "../shared/views";
import { callTime, dots } from "./times";
import { words } from "./words";

/** When the server said this estimate: the range by the clock counts from there, and does not drift. */
export function useSaidAt(estimate: Estimate | undefined, at: number): number {
  const [said, setSaid] = useState({ estimate, at });
  if (said.estimate === estimate) return said.at;
  setSaid({ estimate, at });
  return at;
}

export function Place({ live, state }: { live: Live<PhoneState>; state: PhoneState }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket, branch } = state;
  const said = useSaidAt(ticket.estimate, live.clock?.at ?? 0);
  const ahead = ticket.ahead ?? 0;
  const cut = live.line === "cut";
  const parts = ticket.estimate && estimateParts(ticket.estimate, spoken);
  const known = parts !== undefined && parts.kind !== "unknown" && !cut;
  return (
    <section className="card pos">
      <dl>
        <div>
          <dt>{w("ahead")}</dt>
          <dd>
            <b>{ahead}</b>
            {w("aheadUnit")}
          </dd>
        </div>
        {known && (
          <div>
            <dt>{w("wait")}</dt>
            <dd className={`${parts.kind}${isLong(parts) ? " long" : ""}`}>
              {parts.figure && <Figure text={parts.figure} />}
              {parts.after}
            </dd>
          </div>
        )}
      </dl>
      <Queue ahead={ahead} />
      <p className="when">
        <b>{known ? callTime(ticket.estimate, said, branch.zone, spoken) : w("listen")}</b>
        {!cut &&
          (!known ? w("notKnown") : parts.kind !== "none" && w(state.measured ? "measured" : "estimated"))}
      </p>
      <News estimate={cut ? undefined : ticket.estimate} ahead={ahead} />
    </section>
  );
}

function Figure({ text }: { text: string }) {
  const [low, high] = text.split("–");
  return (
    <b>
      {low}
      {high !== undefined && <i>–</i>}
      {high}
    </b>
  );
}

/** People ahead as open circles, never their numbers. */
function Queue({ ahead }: { ahead: number }) {
  const w = useWords(words);
  const shown = dots(ahead);
  return (
    <div className="queue" role="img" aria-label={ahead ? w("aheadLabel", { n: ahead }) : w("youAreNext")}>
      <span className="win">
        <Window />
        <span>{w("window")}</span>
      </span>
      <span className="track">
        {Array.from({ length: shown.dots }, (_, at) => (
          <span key={at} className="dot" />
        ))}
        {shown.more > 0 && <span className="rest">{w("more", { n: shown.more })}</span>}
        {ahead === 0 && <span className="rest">{w("youAreNext")}</span>}
      </span>
      <span className="mine">{w("you")}</span>
    </div>
  );
}

/** Read out only when it moved by two minutes or more; what a cut line once said is said no more. */
function News({ estimate, ahead }: { estimate: Estimate | undefined; ahead: number }) {
  const w = useWords(words);
  const [told, setTold] = useState(estimate);
  if (estimate && estimate !== told && worthTelling(told, estimate)) setTold(estimate);
  return (
    <span className="unseen" aria-live="polite">
      {estimate && told && `${w("wait")} ${estimateText(told)}`}
      {ahead === 0 && w("youAreNext")}
    </span>
  );
}
