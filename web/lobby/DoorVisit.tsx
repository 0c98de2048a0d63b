import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { DoorView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { staffWords } from "../staff/words";
import { SignMark } from "../staff/WaitMark";
import type { PartProps } from "./parts";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";

type Props = Pick<PartProps, "now" | "changed" | "folded"> & {
  visit: DoorView;
  chosen: boolean;
  choose: (id: string) => void;
};

/** Somebody who was greeted and has no number yet. */
export function DoorVisit({ visit, now, changed, folded, chosen, choose }: Props) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const name = useSubjectName();
  return (
    <button
      type="button"
      className={`door-visit${chosen ? " is-chosen" : ""}${changed.has(visit.id) ? " changed" : ""}`}
      aria-pressed={chosen}
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
  );
}

export const byGreeting = <Each extends { since: string }>(visits: readonly Each[]) =>
  [...visits].sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
