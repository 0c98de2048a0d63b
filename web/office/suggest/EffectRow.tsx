import { hourMinute } from "../../shared/clock";
import { useWords } from "../../shared/hooks";
import { Icon } from "../../staff/icons";
import { suggestWords } from "../../staff/suggest/words";
import type { SuggestText } from "../../staff/suggest/useSuggestText";
import { type Axis, type Outcome, signed, type Verdict } from "./effects";

const WIDTH = 160;
const EDGE = 12;
const x = ({ from, to }: Axis, minutes: number) =>
  EDGE + ((WIDTH - 2 * EDGE) * (minutes - from)) / Math.max(1, to - from);

/** The figures over the drawings, in minutes against not doing it. */
export function AxisHead({ axis }: { axis: Axis }) {
  return (
    <svg className="effects-axis" viewBox={`0 0 ${WIDTH} 16`} aria-hidden="true">
      {axis.ticks.map((tick) => (
        <text key={tick} x={x(axis, tick)} y="13" textAnchor="middle">
          {signed(tick)}
        </text>
      ))}
    </svg>
  );
}

const LOOKS = {
  within: ["tag tag-ok", "check"],
  better: ["tag tag-ok", "check"],
  missed: ["tag tag-warn", "alert"],
} as const satisfies Partial<Record<Verdict, unknown>>;

interface Props {
  found: Outcome;
  axis: Axis;
  zone: string;
  text: SuggestText;
}

/** One that was decided upon: its forecast as a band, what was measured as a diamond with whiskers. */
export function EffectRow({ found, axis, zone, text }: Props) {
  const w = useWords(suggestWords);
  const { one, line, measured, verdict } = found;
  const deed = text.deed(one.change, "was");
  const [look, icon] =
    verdict in LOOKS ? LOOKS[verdict as keyof typeof LOOKS] : (["tag", undefined] as const);
  const state = w(one.state === "taken" ? "state.taken" : "state.dismissed");
  return (
    <li>
      <p className="effects-name">
        <b>{deed}</b>
        <small>
          {w("decided", {
            time: hourMinute(one.decided_at ?? one.shown_at, zone),
            state,
            who: text.who(line),
          })}
        </small>
      </p>
      <Drawing found={found} axis={axis} deed={deed} />
      <p className="effects-said">
        {measured && <b>{w("change", { n: signed(measured[0]) })}</b>}
        <span className={look}>
          {icon && <Icon name={icon} size={12} />}
          {w(`verdict.${verdict}`)}
        </span>
      </p>
    </li>
  );
}

function Drawing({ found, axis, deed }: { found: Outcome; axis: Axis; deed: string }) {
  const w = useWords(suggestWords);
  const { forecast, measured, verdict } = found;
  const [mean, low, high] = forecast.map((minutes) => x(axis, minutes)) as [number, number, number];
  const said = {
    text: deed,
    low: signed(forecast[1]),
    high: signed(forecast[2]),
    verdict: w(`verdict.${verdict}`),
  };
  return (
    <svg
      className={verdict === "missed" ? "effects-drawing is-missed" : "effects-drawing"}
      viewBox={`0 0 ${WIDTH} 30`}
      role="img"
      aria-label={
        measured ? w("outcomeSaid", { ...said, n: signed(measured[0]) }) : w("outcomeAwaited", said)
      }
    >
      <path className="zero" d={`M${x(axis, 0)} 0V30`} />
      <rect className="band" x={low} y="4" width={Math.max(6, high - low)} height="10" rx="5" />
      <circle className="mean" cx={mean} cy="9" r="4" />
      {measured && (
        <>
          <path className="whisker" d={`M${x(axis, measured[1])} 22H${x(axis, measured[2])}`} />
          <path className="diamond" d={`M${x(axis, measured[0])} 16.5l5.5 5.5-5.5 5.5-5.5-5.5z`} />
        </>
      )}
    </svg>
  );
}
