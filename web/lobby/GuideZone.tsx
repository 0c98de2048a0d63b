import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Icon } from "../staff/icons";
import { staffWords } from "../staff/words";
import { SignMark } from "../staff/WaitMark";
import type { ZoneProps } from "./parts";
import { useGreet } from "./railActs";
import { toGreet } from "./subject";
import { useSubjectName } from "./useSubjectName";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

const SHOWN = 3;

/** The guide's place by the door: who is to be greeted, and who was and has no number yet. */
export function GuideZone(props: ZoneProps) {
  const { zone, state, now, me, subject, choose, changed, folded } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const name = useSubjectName();
  const greet = useGreet(props);
  const waiting = toGreet(state, now);
  const doors = Object.values(state.visits).sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
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
        {doors.slice(0, SHOWN).map((visit) => (
          <li key={visit.id}>
            <button
              type="button"
              className={`door-visit${subject?.id === visit.id ? " is-chosen" : ""}${changed.has(visit.id) ? " changed" : ""}`}
              aria-pressed={subject?.id === visit.id}
              onClick={() => choose(visit.id)}
            >
              {name({ number: "", door: visit.door })}
              <small>
                {visit.protected && !folded && (
                  <>
                    <SignMark sign="care" size={14} />
                    <span className="unseen">{visit.need ? word("need", visit.need) : s("care")}</span>{" "}
                  </>
                )}
                {w("minutesShort", { n: minutesSince(visit.since, now) })}
              </small>
            </button>
          </li>
        ))}
        {doors.length > SHOWN && <li className="line-more">+{doors.length - SHOWN}</li>}
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
