import { hourMinute } from "../../shared/clock";
import { useWords } from "../../shared/hooks";
import { type DaySlots, slotsPath } from "../../shared/verbs/bookings";
import { Btn } from "../Btn";
import { refusalText } from "../refusal";
import { useAnswer } from "../useAnswer";
import { bookingWords } from "./words";

interface Props {
  branch: { id: string; zone: string };
  date: string;
  service: string | undefined;
  slot: string | undefined;
  tries: number;
  onChoose: (slot: string) => void;
}

/** The quarters of an hour of a day that have not begun; those that are full stay, and say so. */
export function SlotGrid({ branch, date, service, slot, tries, onChoose }: Props) {
  const w = useWords(bookingWords);
  const path = service === undefined ? undefined : slotsPath(branch.id, service, date);
  const { answer, problem } = useAnswer<DaySlots>(path, tries);
  if (path === undefined) return <p className="bk-note">{w("slotFirst")}</p>;
  if (problem) return <p role="status">{refusalText(problem)}</p>;
  if (answer?.day !== date) return <p className="bk-note">{w("loading")}</p>;
  if (answer.slots.length === 0) return <p role="status">{w("slotNone")}</p>;
  return (
    <div className="bk-slots" role="group" aria-label={w("slot")}>
      {answer.slots.map(({ at, free }) => (
        <Btn
          key={at}
          className="bk-slot"
          aria-pressed={at === slot}
          off={free ? undefined : w("full")}
          onPress={() => onChoose(at)}
        >
          {hourMinute(at, branch.zone)}
          {!free && <small>{w("full")}</small>}
        </Btn>
      ))}
    </div>
  );
}
