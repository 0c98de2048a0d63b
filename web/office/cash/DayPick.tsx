import { useLanguage, useWords } from "../../shared/hooks";
import { shortDay } from "../../staff/time";
import { cashPageWords } from "./words";

interface Props {
  today: string;
  days: readonly string[]; // that can be reserved for, the earliest first
  final: readonly string[]; // before them: nothing more comes to their lists
  day: string;
  choose: (day: string) => void;
}

const NEXT = 4;

/** Which day's list: today's, those that are closed, the next that closes, those after it; any other by its date. */
export function DayPick({ today, days, final, day, choose }: Props) {
  const w = useWords(cashPageWords);
  const spoken = useLanguage();
  const later = days.filter((each) => each !== today).slice(0, NEXT);
  const near = [today, ...final, ...later];
  const named = (each: string) => {
    const said = { day: shortDay(each, spoken) };
    if (each === today) return w("today", said);
    if (final.includes(each)) return w("final", said);
    return each === later[0] ? w("next", said) : said.day;
  };
  return (
    <div className="cash-days">
      <div className="segments" role="group" aria-label={w("whichDay")}>
        {near.map((each) => (
          <button key={each} type="button" aria-pressed={each === day} onClick={() => choose(each)}>
            {named(each)}
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
