import { useLanguage, useWords } from "../../shared/hooks";
import { shortDay } from "../../staff/time";
import { cashPageWords } from "./words";

interface Props {
  today: string;
  days: readonly string[]; // that can be reserved for, the earliest first
  day: string;
  choose: (day: string) => void;
}

const NEXT = 4;

/** Which day's list: today's, the next that closes, those after it; any other by its date. */
export function DayPick({ today, days, day, choose }: Props) {
  const w = useWords(cashPageWords);
  const spoken = useLanguage();
  const near = [today, ...days.filter((each) => each !== today).slice(0, NEXT)];
  const named = (each: string, place: number) =>
    each === today
      ? w("today", { day: shortDay(each, spoken) })
      : place === 1
        ? w("next", { day: shortDay(each, spoken) })
        : shortDay(each, spoken);
  return (
    <div className="cash-days">
      <div className="segments" role="group" aria-label={w("whichDay")}>
        {near.map((each, place) => (
          <button key={each} type="button" aria-pressed={each === day} onClick={() => choose(each)}>
            {named(each, place)}
          </button>
        ))}
      </div>
      <label>
        {w("otherDay")}
        <input
          type="date"
          value={day}
          onChange={(event) => event.target.value && choose(event.target.value)}
        />
      </label>
    </div>
  );
}
