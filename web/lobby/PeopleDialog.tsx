import { useState } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import { Dialog } from "../staff/Dialog";
import { byArrival } from "../staff/people";
import { byGreeting, DoorVisit } from "./DoorVisit";
import type { DialogProps } from "./parts";
import { PersonMark } from "./PersonMark";
import { lobbyWords } from "./words";

/** Everybody who waits, also whom the plan has no room for; by number, or of one line. */
export function PeopleDialog(props: DialogProps & { services?: readonly string[] | undefined }) {
  const { state, choose, services, onClose } = props;
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const [wanted, want] = useState("");
  const typed = wanted.trim().toUpperCase();
  const waiting = byArrival(Object.values(state.tickets)).filter(
    ({ number, state: now, service }) =>
      number && (typed ? number.includes(typed) : now === "waiting" && (services?.includes(service) ?? true)),
  );
  const doors = services
    ? []
    : byGreeting(Object.values(state.visits)).filter(({ door }) => !typed || String(door) === typed);
  const pick = (id: string) => {
    if (props.chosen?.id !== id) choose(id);
    onClose();
  };
  const only = services?.length === 1 ? state.services[services[0]!]?.name[spoken] : undefined;
  return (
    <Dialog title={only ? `${w("people")} · ${only}` : w("people")} onClose={onClose} wide>
      <input
        className="people-find"
        type="search"
        aria-label={w("peopleFind")}
        placeholder={w("peopleFind")}
        value={wanted}
        onChange={(event) => want(event.target.value)}
      />
      {waiting.length + doors.length === 0 && <p className="quiet">{w("peopleNone")}</p>}
      <ul className="people-all">
        {waiting.map((ticket) => (
          <li key={ticket.id}>
            <PersonMark {...props} ticket={ticket} choose={pick} />
          </li>
        ))}
        {doors.map((visit) => (
          <li key={visit.id}>
            <DoorVisit {...props} visit={visit} chosen={props.subject?.id === visit.id} choose={pick} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
