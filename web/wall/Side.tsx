import { type ClockFix, day as dayText, hourMinute } from "../shared/clock";
import { useBranchTime, useLanguage, useWords } from "../shared/hooks";
import type { CallView, WallState } from "../shared/views";
import { weekdays } from "../shared/weekdays";
import { panelFor, recentCalls } from "./calls";
import { Waits } from "./Waits";
import { words } from "./words";

interface Props {
  state: WallState;
  shown: CallView | undefined;
  clock: ClockFix;
  cut: boolean;
  fresh: boolean;
}

export function Side({ state, shown, clock, cut, fresh }: Props) {
  const spoken = useLanguage();
  const { branch } = state;
  const panel = panelFor(state);
  const now = useBranchTime(clock) ?? clock.at;
  return (
    <aside className="side">
      <div className="clock">
        <span>{dayText(now, branch.zone, spoken)}</span>
        <b>{hourMinute(now, branch.zone)}</b>
      </div>
      {panel === "before" || panel === "closed" ? (
        <Hours state={state} />
      ) : (
        <Recent state={state} shown={shown} />
      )}
      {panel !== "closed" && <Waits state={state} known={!cut && fresh} />}
    </aside>
  );
}

const FEW = 2;
const MOST_MISSED = 8;
const IN_A_ROW = 5;

/** Columns of the missed numbers: one row while they fit, else two as even as can be. */
export const missedColumns = (parts: number): number => (parts <= IN_A_ROW ? parts : Math.ceil(parts / 2));

function Recent({ state: { calls, missed }, shown }: { state: WallState; shown: CallView | undefined }) {
  const w = useWords(words);
  const many = missed.length > FEW;
  const columns = missedColumns(Math.min(missed.length, MOST_MISSED + 1));
  const recent = recentCalls(calls, shown, many ? 3 : 4);
  return (
    <div className="recent">
      {(recent.length > 0 || (missed.length > 0 && !many)) && (
        <h2>
          {recent.length > 0 && w("recent")}
          {missed.length > 0 && !many && (
            <span className="missed">
              {w("missed")}
              {missed.map((number) => (
                <b key={number}>{number}</b>
              ))}
            </span>
          )}
        </h2>
      )}
      <ol className="last">
        {recent.map((call) => (
          <li key={call.sequence}>
            {call.number}
            <span className="w">
              <span className="before">{w("counter") ? "" : w("goTo")}</span>
              <b>{call.counter}</b>
              {w("counter")}
            </span>
          </li>
        ))}
      </ol>
      {many && (
        <h2 className="missed many">
          <span>{w("missed")}</span>
          <span style={{ gridTemplateColumns: `repeat(${columns}, 80px)` }}>
            {missed.slice(0, MOST_MISSED).map((number) => (
              <b key={number}>{number}</b>
            ))}
            {missed.length > MOST_MISSED && w("missedMore", { n: missed.length })}
          </span>
        </h2>
      )}
    </div>
  );
}

function Hours({ state: { day } }: { state: WallState }) {
  const w = useWords(words);
  const spoken = useLanguage();
  return (
    <div className="hours">
      <h2>{w("hours")}</h2>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{w("personal")}</th>
            <th scope="col">{w("corporate")}</th>
          </tr>
        </thead>
        <tbody>
          {day.hours.map((row) => (
            <tr key={row.days}>
              <th scope="row">{weekdays(row.days, spoken)}</th>
              <td>{row.personal || w("rest")}</td>
              <td>{row.corporate || w("rest")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
