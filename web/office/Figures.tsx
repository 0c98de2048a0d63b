import { useWords } from "../shared/hooks";
import type { OfficeState } from "../shared/views";
import { Icon } from "../staff/icons";
import { shareOf, WAIT_CLASSES, type WaitClass } from "./model";
import { officeWords } from "./words";
import type { OfficeWord } from "./words/zh-hans";

interface FigureProps {
  name: string;
  value: string | number | undefined;
  unit?: string;
  note: string;
  hot?: boolean;
}

/**
 * The figures of the moment, each with its measure; red only above the promise, which is named. `toCome`:
 * how many more are expected today.
 */
export function Figures({ state, toCome }: { state: OfficeState; toCome?: number | undefined }) {
  const w = useWords(officeWords);
  const { now } = state;
  const parts = [
    now.waiting_care && w("ofCare", { n: now.waiting_care }),
    now.waiting_vip && w("ofVip", { n: now.waiting_vip }),
    now.waiting_booked && w("ofBooked", { n: now.waiting_booked }),
  ].filter(Boolean);
  const leftShare = shareOf(now.left, now.arrived);
  const ratedShare = shareOf(now.rated, now.served);
  return (
    <dl className="card figures">
      {WAIT_CLASSES.map((name) => (
        <P90 key={name} name={name} state={state} />
      ))}
      <Figure name={w("waitingNow")} value={now.waiting} unit={w("unitPeople")} note={parts.join(" · ")} />
      <Figure name={w("longest")} value={now.longest_min} unit={w("unitMinutes")} note={w("longestNote")} />
      <Figure
        name={w("arrivedToday")}
        value={now.arrived}
        unit={w("unitPeople")}
        note={
          toCome === undefined
            ? w("servedAndHere", { n: now.served, here: now.here })
            : w("servedAndAhead", { n: now.served, all: Math.round(now.arrived + toCome) })
        }
      />
      <Figure
        name={w("left")}
        value={now.left}
        unit={w("unitPeople")}
        note={leftShare ? w("leftShare", { share: leftShare }) : ""}
      />
      <Figure
        name={w("satisfaction")}
        value={now.score?.toFixed(2).replace(/0$/, "")}
        note={now.rated && ratedShare ? w("ratedShare", { n: now.rated, share: ratedShare }) : w("ratedNone")}
      />
    </dl>
  );
}

function P90({ name, state }: { name: WaitClass; state: OfficeState }) {
  const w = useWords(officeWords);
  const minutes = state.now.p90_min[name];
  const over = minutes === undefined ? 0 : Math.round(minutes) - state.promise_min;
  const note =
    minutes === undefined
      ? w("noneServed")
      : over > 0
        ? w("overPromise", { n: over })
        : w("withinPromise", { n: state.promise_min });
  return (
    <Figure
      name={w("p90Of", { name: w(`class.${name}` as OfficeWord) })}
      value={minutes === undefined ? undefined : Math.round(minutes)}
      unit={w("unitMinutes")}
      note={note}
      hot={over > 0}
    />
  );
}

function Figure({ name, value, unit, note, hot = false }: FigureProps) {
  const w = useWords(officeWords);
  return (
    <div className={hot ? "figure-cell is-hot" : "figure-cell"}>
      <dt>{name}</dt>
      <dd>
        <b>{value ?? w("nothing")}</b>
        {value !== undefined && unit}
        <small>
          {hot && <Icon name="alert" size={13} />}
          {note}
        </small>
      </dd>
    </div>
  );
}
