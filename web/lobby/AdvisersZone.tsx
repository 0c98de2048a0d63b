import { hourMinute, minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { SeatView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { secondsUntil } from "../staff/time";
import type { PartProps, ZoneProps } from "./parts";
import { MoreBehind } from "./MoreBehind";
import { PersonMark } from "./PersonMark";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

const SHOWN = 3;

/** Advisers at their desks, as the desks are: free, held for somebody, talking, paused, absent. */
export function AdvisersZone(props: ZoneProps) {
  const { zone, seats, line } = props;
  const w = useWords(lobbyWords);
  const said = useDesk(props);
  return (
    <div className="room">
      <ZoneTitle zone={zone} />
      <ul className="advisers">
        {seats.map((seat) => {
          const state = deskState(seat);
          const { first, second } = said(seat, state);
          return (
            <li key={seat.id} className={LOOKS[state]}>
              <i />
              <span className="grow">{seat.staff?.name ?? seat.number}</span>
              <b>{first}</b>
              {second && <small>{second}</small>}
            </li>
          );
        })}
      </ul>
      {line && line.people.length > 0 && (
        <ul className="line-people advisers-line" aria-label={w("adviserLine")}>
          {line.people.slice(0, SHOWN).map((ticket) => (
            <li key={ticket.id}>
              <PersonMark {...props} ticket={ticket} />
            </li>
          ))}
          {line.people.length > SHOWN && (
            <li className="line-more">
              <MoreBehind people={line.people} hidden={line.people.length - SHOWN} ask={props.ask} />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

type DeskState = NonNullable<SeatView["desk"]>["state"];
const LOOKS: Record<DeskState, string> = {
  free: "is-free",
  held: "is-held",
  serving: "",
  paused: "is-away",
  absent: "is-away",
};

/** The desk's own word; a counter in this zone that is no desk is told by its seat. */
function deskState({ desk, state, ticket }: SeatView): DeskState {
  if (desk) return desk.state;
  if (ticket) return "serving";
  if (state === "paused") return "paused";
  return state === "vacant" ? "absent" : "free";
}

/** What stands beside the name, and below it when somebody can be received. */
function useDesk({ state: { tickets, branch }, now }: PartProps) {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  return (seat: SeatView, state: DeskState): { first: string; second?: string } => {
    const until = seat.desk?.until;
    if (state === "held") {
      const time = until ? hourMinute(until, branch.zone) : "";
      return {
        first: w("heldShort", { time }),
        ...(seat.desk?.for ? { second: w("heldFor", { number: seat.desk.for }) } : {}),
      };
    }
    if (state === "serving") {
      const begun = seat.ticket ? tickets[seat.ticket]?.started_at : undefined;
      const first = begun ? w("talking", { n: minutesSince(begun, now) }) : w("desk.serving");
      const left = Math.ceil(secondsUntil(until, now) / 60);
      if (!until) return { first };
      return { first, second: left > 0 ? w("freeIn", { n: left }) : w("freeSoon") };
    }
    if (state === "paused" && seat.pause) return { first: word("pause", seat.pause) };
    return { first: w(`desk.${state}`) };
  };
}
