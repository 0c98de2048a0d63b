import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { useCodeWord } from "../staff/codes";
import { PersonMark } from "./PersonMark";
import type { ZoneProps } from "./Plan";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

/** Advisers at their desks: free, talking, away. */
export function AdvisersZone(props: ZoneProps) {
  const { zone, seats, state, now, line } = props;
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  return (
    <div className="room">
      <ZoneTitle zone={zone} />
      <ul className="advisers">
        {seats.map((seat) => {
          const ticket = seat.ticket ? state.tickets[seat.ticket] : undefined;
          const free = seat.state === "open" && !seat.ticket;
          return (
            <li key={seat.id} className={free ? "is-free" : seat.ticket ? "" : "is-away"}>
              <i />
              <span className="grow">{seat.staff?.name ?? seat.number}</span>
              <b>
                {free
                  ? w("free")
                  : ticket?.started_at
                    ? w("talking", { n: minutesSince(ticket.started_at, now) })
                    : ticket
                      ? w("calledTo")
                      : seat.state === "paused" && seat.pause
                        ? word("pause", seat.pause)
                        : word("seat", seat.state)}
              </b>
            </li>
          );
        })}
      </ul>
      {line && line.people.length > 0 && (
        <ul className="line-people advisers-line">
          {line.people.slice(0, 3).map((ticket) => (
            <li key={ticket.id}>
              <PersonMark {...props} ticket={ticket} />
            </li>
          ))}
          {line.people.length > 3 && <li className="line-more">+{line.people.length - 3}</li>}
        </ul>
      )}
    </div>
  );
}
