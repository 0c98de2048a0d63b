import { useLanguage, useWords } from "../shared/hooks";
import { useCodeWord } from "../staff/codes";
import { shortDay } from "../staff/time";
import { SignMark, WaitMark } from "../staff/WaitMark";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { Plan } from "./Plan";
import { lobbyWords } from "./words";
import "./floor.css";
import "./seats.css";
import "./rooms.css";
import "./flat.css";

/** The hall as it is now: counters with the people in front of them, machines, the door. */
export function Floor(props: PartProps) {
  const { state, folded } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const word = useCodeWord();
  const promise = state.promise_min;
  const half = promise / 2;
  return (
    <section className="card floor" aria-label={w("floor")}>
      <header>
        <h2>{w("floor")}</h2>
        <span className="sub">{shortDay(state.day.date, spoken)}</span>
        <span className="grow" />
        <span className="legend">
          <span>
            <WaitMark promise={promise} level="calm" size={26} />
            {w("within", { n: half })}
          </span>
          <span>
            <WaitMark promise={promise} level="watch" size={26} />
            {w("between", { low: half, high: promise })}
          </span>
          <span>
            <WaitMark promise={promise} level="over" size={26} />
            {w("above", { n: promise })}
          </span>
          {!folded && (
            <>
              <i />
              <span>
                <SignMark sign="care" />
                {s("care")}
              </span>
              <span>
                <SignMark sign="vip" />
                {word("class", "vip")}
              </span>
              <span>
                <SignMark sign="potential" />
                {word("class", "potential")}
              </span>
              <span>
                <SignMark sign="booked" />
                {s("booked")}
              </span>
            </>
          )}
        </span>
      </header>
      <Plan {...props} />
    </section>
  );
}
