import type { ReactNode } from "react";
import { hourMinute, minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import type { TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Refusal } from "../staff/Refusal";
import { elapsed, secondsUntil } from "../staff/time";
import { staffWords } from "../staff/words";
import { Colleagues } from "./Colleagues";
import { missedOf, parkedOf } from "./model";
import { More } from "./More";
import type { PartProps } from "./parts";
import { useBelow } from "./useBelow";
import { counterWords } from "./words";

/** Who stands beside the line: missed and parked numbers, and the colleagues to transfer to. */
export function Around(props: PartProps) {
  const { state, verbs, now } = props;
  const w = useWords(counterWords);
  const word = useCodeWord();
  const missed = missedOf(state);
  const parked = parkedOf(state);
  const place = (ticket: TicketView) => {
    const seconds = secondsUntil(ticket.until, now);
    return seconds > 0 ? w("ownPlace", { time: elapsed(seconds) }) : w("afterThree");
  };
  const why = (ticket: TicketView) =>
    ticket.until
      ? w("backAt", { time: hourMinute(ticket.until, state.branch.zone) })
      : word("parked", ticket.parked_for ?? "");
  return (
    <div className="around">
      <Aside {...props} title={w("missed")} people={missed} none={w("missedEmpty")} note={place}>
        {(ticket) => ({
          verb: "rejoin",
          word: w("rejoin"),
          send: () => tickets.rejoin(ticket.id, ticket.version),
        })}
      </Aside>
      <Aside {...props} title={w("parked")} people={parked} none={w("parkedEmpty")} note={why}>
        {(ticket) => ({
          verb: "resume",
          word: w("resume"),
          send: () => tickets.resume(ticket.id, ticket.version),
        })}
      </Aside>
      <Colleagues {...props} />
      <Refusal verbs={verbs} of={["rejoin", "resume", "colleague"]} />
    </div>
  );
}

interface AsideProps extends PartProps {
  title: string;
  people: TicketView[];
  none: string;
  note: (ticket: TicketView) => string;
  children: (ticket: TicketView) => { verb: string; word: string; send: () => Promise<unknown> };
}

function Aside({ title, people, none, note, children, verbs, now, cut, changed }: AsideProps): ReactNode {
  const s = useWords(staffWords);
  const [list, below, further] = useBelow(people.length);
  return (
    <section className="around-column">
      <h2>
        {title}
        <span className="count">{people.length}</span>
      </h2>
      {people.length === 0 && <p className="quiet">{none}</p>}
      <ul ref={list}>
        {people.map((ticket) => {
          const { verb, word, send } = children(ticket);
          return (
            <li key={ticket.id} className={changed.has(ticket.id) ? "changed" : ""}>
              <b>{ticket.number}</b>
              <span className="grow">
                {note(ticket)}
                <small>{s("minutes", { n: minutesSince(ticket.issued_at, now) })}</small>
              </span>
              <Btn
                onPress={() => void verbs.run(verb, send)}
                off={cut ? s("waitForLine") : undefined}
                aria-label={`${word} ${ticket.number}`}
              >
                {word}
              </Btn>
            </li>
          );
        })}
      </ul>
      <More n={below} onPress={further} />
    </section>
  );
}
