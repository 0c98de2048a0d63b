import { useWords } from "../shared/hooks";
import { elapsed } from "../staff/time";
import type { Span } from "./model";
import { counterWords } from "./words";

const WIDTH = 868;

/** Where the service stands between the quick and the slow tenth of its kind. */
export function SpanBar({ span, seconds }: { span: Span; seconds: number }) {
  const w = useWords(counterWords);
  const x = (minutes: number) => (Math.min(minutes, span.end) / span.end) * WIDTH;
  const { low, middle, high, end } = span;
  const label = w("spanLabel", { time: elapsed(seconds), low, middle, high });
  const gone = Math.max(12, x(span.gone));
  return (
    <div className={span.slow ? "span span-slow" : "span"}>
      <svg viewBox={`0 0 ${WIDTH} 44`} preserveAspectRatio="none" role="img" aria-label={label}>
        <rect className="span-room" x="0" y="10" width={WIDTH} height="24" rx="12" />
        <rect className="span-usual" x={x(low)} y="10" width={x(high) - x(low)} height="24" />
        <path className="span-gone" d={`M12 10H${gone}v24H12a12 12 0 0 1 0-24Z`} />
        <rect className="span-expected" x={x(middle) - 1} y="4" width="2" height="36" />
        <rect className="span-now" x={gone - 1.5} y="4" width="3" height="36" rx="1.500" />
      </svg>
      <div className="span-scale" aria-hidden="true">
        <span style={{ left: "0%" }} className="span-first">
          0
        </span>
        <span style={{ left: `${(low / end) * 100}%` }}>{low}</span>
        <b style={{ left: `${(middle / end) * 100}%` }}>{w("spanExpected", { n: middle })}</b>
        {high / end <= 0.74 && <span style={{ left: `${(high / end) * 100}%` }}>{high}</span>}
        <span className="span-last">{w("spanRange", { end, low, high })}</span>
      </div>
    </div>
  );
}
