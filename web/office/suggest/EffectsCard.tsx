import { hourMinute } from "../../shared/clock";
import { useWords } from "../../shared/hooks";
import type { Bounds, Suggested, Suggestion } from "../../shared/verbs/suggestions";
import { suggestWords } from "../../staff/suggest/words";
import type { SuggestText } from "../../staff/suggest/useSuggestText";
import { ChartCard } from "../ChartCard";
import { AxisHead, EffectRow } from "./EffectRow";
import { axis, classes, counts, type Outcome, outcomes } from "./effects";

interface Props {
  suggestions: readonly Suggestion[];
  held: Suggested["held"];
  zone: string;
  text: SuggestText;
}

/** What was decided upon today: the forecast beside what happened, drawn, in a table and in words. */
export function EffectsCard({ suggestions, held, zone, text }: Props) {
  const w = useWords(suggestWords);
  const found = outcomes(suggestions);
  const over = axis(found);
  const rows = useRows(zone, text);
  const summary = [found.length ? w("effectsCount", { ...counts(found) }) : w("effectsNone")];
  if (held && held.of > 0) summary.push(w("heldSoFar", { ...held }));
  return (
    <ChartCard
      className="effects-card"
      title={w("effects")}
      sub={w("effectsSub")}
      summary={summary.join(w("dot"))}
      picture={undefined}
      head={[
        w("suggestion"),
        w("decision"),
        w("customers"),
        w("with"),
        w("measured"),
        w("without"),
        w("outcome"),
      ]}
      rows={found.flatMap(rows)}
    >
      {found.length > 0 && (
        <div className="effects" role="group" aria-label={w("effectsSub")} tabIndex={0}>
          <div className="effects-head">
            <p className="effects-legend">
              <span className="key-band">{w("forecast")}</span>
              <span className="key-diamond">{w("measured")}</span>
              <span>{w("zero")}</span>
            </p>
            <AxisHead axis={over} />
          </div>
          <ul>
            {found.map((each) => (
              <EffectRow key={each.one.id} found={each} axis={over} zone={zone} text={text} />
            ))}
          </ul>
        </div>
      )}
    </ChartCard>
  );
}

/** One suggestion in the table: a line for each class that was measured, the one most helped first. */
function useRows(zone: string, text: SuggestText) {
  const w = useWords(suggestWords);
  const bounds = ([mean, low, high]: Bounds) =>
    w("bounds", { mean: Math.round(mean), low: Math.round(low), high: Math.round(high) });
  return ({ one, line, verdict }: Outcome) => {
    const state = w(one.state === "taken" ? "state.taken" : "state.dismissed");
    const begins = [
      text.deed(one.change, "was"),
      `${hourMinute(one.decided_at ?? one.shown_at, zone)} ${state}`,
    ];
    const known = classes(one).map(({ line: of, found }) => ({
      key: `${one.id} ${of}`,
      cells: [
        ...begins,
        w("people", { who: text.who(of), n: found.n }),
        bounds(found.with),
        Math.round(found.measured),
        bounds(found.without),
        of === line ? w(`verdict.${verdict}`) : undefined,
      ],
    }));
    if (known.length > 0) return known;
    const empty = [text.who(line), undefined, undefined, undefined, w(`verdict.${verdict}`)];
    return [{ key: one.id, cells: [...begins, ...empty] }];
  };
}
