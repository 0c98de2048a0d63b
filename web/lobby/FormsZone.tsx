import { useWords } from "../shared/hooks";
import { inState } from "../staff/people";
import { PersonMark } from "./PersonMark";
import type { ZoneProps } from "./parts";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

/** Whoever fills in forms before their turn. */
export function FormsZone(props: ZoneProps) {
  const w = useWords(lobbyWords);
  const people = inState(props.state.tickets, "parked").filter(({ parked_for }) => parked_for === "forms");
  return (
    <div className="room">
      <ZoneTitle zone={props.zone}>
        <span>{people.length > 0 ? w("linePeople", { n: people.length }) : ""}</span>
      </ZoneTitle>
      {people.length === 0 && <p>{w("nobodyFilling")}</p>}
      <ul className="line-people">
        {people.slice(0, 4).map((ticket) => (
          <li key={ticket.id}>
            <PersonMark {...props} ticket={ticket} />
          </li>
        ))}
      </ul>
    </div>
  );
}
