import { useWords } from "../../shared/hooks";
import { type Effect, lineEnd } from "./model";
import { suggestWords } from "./words";
import "./effect-line.css";

const WIDTH = 240;
const EDGE = 8;

interface Props {
  effect: Effect;
  who: string;
  promise: number;
}

/** Now as a ring, then as a dot in its band, and where the promise stands. */
export function EffectLine({ effect, who, promise }: Props) {
  const w = useWords(suggestWords);
  const { before, after, low, high } = effect;
  const end = lineEnd(effect, promise);
  const x = (minutes: number) => EDGE + ((WIDTH - 2 * EDGE) * minutes) / end;
  return (
    <svg
      className="effect-line"
      viewBox={`0 0 ${WIDTH} 32`}
      role="img"
      aria-label={w("lineSaid", { who, before, after, low, high, n: promise })}
    >
      <path className="axis" d={`M2 9H${WIDTH - 2}`} />
      <path className="promise" d={`M${x(promise)} 0v18`} />
      <text x={x(promise)} y="31" textAnchor="middle">
        {w("promise", { n: promise })}
      </text>
      <rect className="band" x={x(low)} y="3" width={Math.max(6, x(high) - x(low))} height="12" rx="6" />
      <circle className="before" cx={x(before)} cy="9" r="6" />
      <circle className="after" cx={x(after)} cy="9" r="6.5" />
    </svg>
  );
}
