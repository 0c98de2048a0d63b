import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { CounterState } from "../shared/views";
import { Btn } from "../staff/Btn";
import { promiseOf } from "../staff/defaults";
import { WaitMark } from "../staff/WaitMark";
import { staffWords } from "../staff/words";
import { heads, passed } from "./model";
import { counterWords } from "./words";

const CELL = 88;
const COUNTER = 84; // the counter's block and the gap after it

interface Props {
  state: CounterState;
  now: number;
  onChoose: (ticket: string) => void;
}

/** The heads of the lines as they came, and the way of the next one to the counter past the others. */
export function PassingPicture({ state, now, onChoose }: Props) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const line = heads(state);
  const at = line.findIndex((ticket) => ticket.id === state.next?.ticket);
  const next = line[at];
  if (!next) return null;
  const over = passed(state).map((ticket) => ticket.number);
  const names = { number: next.number, counter: state.seat.number, passed: over.join(s("and")) };
  const from = COUNTER + at * CELL + CELL / 2;
  return (
    <div className="passing">
      <svg
        className="passing-way"
        viewBox="0 0 436 44"
        role="img"
        aria-label={over.length ? w("pictureLabelPassing", names) : w("pictureLabel", names)}
      >
        <path d={`M${from} 42C${from} 2 40 2 32 36`} />
        <path d="M25 29l6.500 9 8-7.500" />
      </svg>
      <div className="passing-line">
        <span className="passing-counter" aria-hidden="true">
          <b>{state.seat.number}</b>
          <small>{s("counter", { n: "" }).trim()}</small>
        </span>
        {line.map((ticket) => (
          <Btn
            key={ticket.id}
            className={ticket.id === next.id ? "passing-head passing-next" : "passing-head"}
            onPress={() => onChoose(ticket.id)}
          >
            <WaitMark
              minutes={minutesSince(ticket.issued_at, now)}
              promise={promiseOf(state)}
              person={ticket}
              size={56}
            />
            <span>
              {ticket.number}
              <span className="unseen">{s("waitedFor", { n: minutesSince(ticket.issued_at, now) })}</span>
            </span>
          </Btn>
        ))}
      </div>
    </div>
  );
}
