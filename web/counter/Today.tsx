import { useWords } from "../shared/hooks";
import type { CounterState } from "../shared/views";
import { staffWords } from "../staff/words";
import { counterWords } from "./words";

/** The teller's own figures of today; never compared with anybody's. */
export function Today({ state }: { state: CounterState }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const { served, mean_s, rated, score } = state.today;
  return (
    <dl className="card today fades">
      <div>
        <dt>{w("finished")}</dt>
        <dd>{served}</dd>
      </div>
      <div>
        <dt>{w("mean")}</dt>
        <dd>
          {mean_s === undefined ? w("none") : (mean_s / 60).toFixed(1)}
          {mean_s !== undefined && <small>{s("minute")}</small>}
        </dd>
      </div>
      <div>
        <dt>{w("rated", { n: rated })}</dt>
        <dd>{score === undefined ? w("none") : score.toFixed(1)}</dd>
      </div>
    </dl>
  );
}
