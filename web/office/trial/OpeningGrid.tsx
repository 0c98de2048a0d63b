import { useWords } from "../../shared/hooks";
import type { Opening } from "../../shared/verbs/trials";
import { callsAt, halfHours, openIn, withHalfHours } from "./model";
import { trialWords } from "./words";

interface Props {
  opening: Opening;
  counters: readonly string[]; // their numbers
  minutes: number; // how long a day is
  clock: (minute: number) => string; // after opening, as a clock shows it
  onChange: (opening: Opening) => void;
}

/** Which counter calls when, half hour by half hour; a counter's number switches its whole day. */
export function OpeningGrid({ opening, counters, minutes, clock, onChange }: Props) {
  const w = useWords(trialWords);
  const halves = halfHours(minutes);
  function put(counter: string, these: readonly number[], calls: boolean) {
    onChange(withHalfHours(opening, counter, these, calls, minutes));
  }
  return (
    <table className="opening-grid">
      <thead>
        <tr>
          <th scope="col">{w("counter")}</th>
          {halves.map((minute) => (
            <th key={minute} scope="col" aria-label={clock(minute)}>
              {clock(minute).endsWith("00") ? Number(clock(minute).slice(0, 2)) : "·"}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counters.map((counter) => {
          const all = halves.every((minute) => callsAt(opening[counter], minute));
          return (
            <tr key={counter}>
              <th scope="row">
                <button type="button" aria-pressed={all} onClick={() => put(counter, halves, !all)}>
                  {w("counterNumber", { n: counter })}
                </button>
              </th>
              {halves.map((minute) => {
                const calls = callsAt(opening[counter], minute);
                return (
                  <td key={minute}>
                    <button
                      type="button"
                      aria-pressed={calls}
                      aria-label={w("cell", { n: counter, time: clock(minute) })}
                      onClick={() => put(counter, [minute], !calls)}
                    />
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{w("openThen")}</th>
          {halves.map((minute) => (
            <td key={minute}>{openIn(opening, minute)}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
