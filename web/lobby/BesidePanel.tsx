import { hourMinute, minutesSince } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import type { TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { inState } from "../staff/people";
import { Refusal } from "../staff/Refusal";
import { Tags } from "../staff/Tags";
import { elapsed, secondsUntil } from "../staff/time";
import { WaitMark } from "../staff/WaitMark";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";

/** Missed and parked numbers: one tap brings them back. */
export function BesidePanel(props: PartProps) {
  const { state, verbs } = props;
  const w = useWords(lobbyWords);
  const people = [...inState(state.tickets, "missed"), ...inState(state.tickets, "parked")];
  return (
    <section className="card beside">
      <header>
        <h2>{w("beside")}</h2>
        <span className="count">{people.length}</span>
        <span className="grow" />
        <Refusal verbs={verbs} of={["rejoin", "resume"]} />
      </header>
      {people.length === 0 && <p className="empty">{w("besideEmpty")}</p>}
      <ul className="people-list">
        {people.map((ticket) => (
          <BesideRow key={ticket.id} {...props} ticket={ticket} />
        ))}
      </ul>
    </section>
  );
}

function BesideRow({
  ticket,
  state,
  now,
  cut,
  me,
  deeds,
  chosen,
  choose,
  changed,
  folded,
}: PartProps & { ticket: TicketView }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const where = useWhere();
  const isChosen = chosen?.id === ticket.id;
  const past = ticket.state === "missed" && secondsUntil(ticket.until, now) === 0;
  const verb = ticket.state === "missed" ? "rejoin" : "resume";
  const back = () =>
    void deeds.act(verb, `${w(verb)} ${ticket.number}`, () => tickets[verb](ticket.id, ticket.version));
  return (
    <li className={`beside-row${isChosen ? " is-chosen" : ""}${changed.has(ticket.id) ? " changed" : ""}`}>
      <button type="button" className="people-row" aria-pressed={isChosen} onClick={() => choose(ticket.id)}>
        <WaitMark
          minutes={minutesSince(ticket.issued_at, now)}
          promise={state.promise_min}
          level={past ? "past" : undefined}
          folded
          size={40}
        />
        <span className="grow">
          <span className="people-first">
            <b>{ticket.number}</b>
            {!folded && <Tags of={ticket} />}
            <span className="people-service">{state.services[ticket.service]?.name[spoken]}</span>
          </span>
          <span className="people-second">{where(ticket, now, state.branch.zone)}</span>
        </span>
      </button>
      {me.rights.includes("move_ticket") && (
        <Btn
          className="btn row-act"
          onPress={back}
          off={cut ? s("waitForLine") : undefined}
          aria-label={`${w(verb)} ${ticket.number}`}
        >
          {w(verb)}
        </Btn>
      )}
    </li>
  );
}

/** Where a missed or parked number stands: how long its place is kept, or when it comes back. */
export function useWhere(): (ticket: TicketView, now: number, zone: string) => string {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  return (ticket, now, zone) => {
    if (ticket.state === "missed") {
      const seconds = secondsUntil(ticket.until, now);
      return seconds > 0 ? w("ownPlace", { time: elapsed(seconds) }) : w("afterThree");
    }
    const reason = word("parked", ticket.parked_for ?? "");
    return ticket.until ? w("backAt", { reason, time: hourMinute(ticket.until, zone) }) : reason;
  };
}
