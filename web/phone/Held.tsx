import { branchTime, hourMinute } from "../shared/clock";
import { useNow, useWords } from "../shared/hooks";
import { Back, Clock, Hand } from "../shared/icons";
import { rejoin, resume } from "../shared/verbs/tickets";
import type { Page } from "./parts";
import { Foot } from "./Foot";
import { OwnHead } from "./OwnHead";
import { HelpButton } from "./HelpButton";
import { words } from "./words";

/** Called and not there, coming late, early for an appointment, shown the way by a colleague, or put aside: the number is kept, and how to come back. */
export function Held(page: Page) {
  const { live, state, verb } = page;
  const w = useWords(words);
  const now = useNow(1000);
  const { ticket, branch } = state;
  const missed = ticket.state === "missed";
  const late = ticket.late?.until;
  const from = ticket.called_from;
  const keptUntil = ticket.place_kept_until;
  const kept = keptUntil && live.clock && branchTime(live.clock, now) < Date.parse(keptUntil);
  const [title, more] = missed
    ? [w("missedTitle"), w("missedMore")]
    : from
      ? [w("fromTitle", { time: hourMinute(from, branch.zone) }), w("fromMore")]
      : late
        ? [w("lateTicket"), w("lateUntil", { time: hourMinute(late, branch.zone) })]
        : ticket.led
          ? [w("ledTitle"), w("ledMore")]
          : [w("parkedTitle"), w("parkedMore")];
  const back = () => verb.run(() => (missed ? rejoin : resume)(ticket.id, ticket.version));
  return (
    <main className="screen plain">
      <OwnHead {...page} />
      <section className={`card held${missed ? " missed" : ""}`} role="status">
        <span className="badge">{missed ? <Hand /> : <Clock />}</span>
        <h2>{title}</h2>
        <p>{more}</p>
        {missed && (
          <p className="rule">
            {kept && keptUntil
              ? w("missedKept", { time: hourMinute(keptUntil, branch.zone) })
              : w("missedAfter")}
          </p>
        )}
        {late && <p className="rule">{w("lateBack")}</p>}
        {!from && (
          <button className="btn primary" disabled={verb.off} onClick={() => void back()}>
            <Back />
            {w(missed ? "rejoin" : late ? "back" : ticket.led ? "ledBack" : "resume")}
          </button>
        )}
      </section>
      <div className="acts one">
        <HelpButton {...page} />
      </div>
      <Foot {...page} />
    </main>
  );
}
