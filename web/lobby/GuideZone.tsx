import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { byGreeting, DoorVisit } from "./DoorVisit";
import { MoreBehind } from "./MoreBehind";
import type { ZoneProps } from "./parts";
import { useGreet } from "./railActs";
import { toGreet } from "./subject";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

const ROOM = 2; // doors that the room has place for, beside the button for the next one

/** The guide's place by the door: who is to be greeted, and who was and has no number yet. */
export function GuideZone(props: ZoneProps) {
  const { zone, state, now, me, subject } = props;
  const w = useWords(lobbyWords);
  const greet = useGreet(props);
  const waiting = toGreet(state, now);
  const doors = byGreeting(Object.values(state.visits));
  const shown = doors.length > ROOM ? ROOM - 1 : ROOM;
  const first = waiting[0];
  return (
    <div className="room room-guide">
      <ZoneTitle zone={zone}>
        <small>
          {first
            ? w("toGreet", { n: waiting.length, m: minutesSince(first.issued_at, now) })
            : w("noneToGreet")}
        </small>
      </ZoneTitle>
      <ul className="doors">
        {doors.slice(0, shown).map((visit) => (
          <li key={visit.id}>
            <DoorVisit {...props} visit={visit} chosen={subject?.id === visit.id} />
          </li>
        ))}
        {doors.length > shown && (
          <li>
            <MoreBehind hidden={doors.length - shown} ask={props.ask} />
          </li>
        )}
        {me.rights.includes("greet") && (
          <li>
            <Btn className="door-visit door-new" onPress={() => void greet()} aria-label={w("greetDoor")}>
              <Icon name="plus" size={20} />
            </Btn>
          </li>
        )}
      </ul>
    </div>
  );
}
