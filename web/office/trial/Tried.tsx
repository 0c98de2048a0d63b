import { useLanguage, useWords } from "../../shared/hooks";
import type { Compared, DayTried, TrialAnswer } from "../../shared/verbs/trials";
import { Icon } from "../../staff/icons";
import { shortDay } from "../../staff/time";
import { Verdict } from "../twin/Verdict";
import { signed } from "../twin/model";
import { codeWord } from "../policy/codes";
import { useClassName } from "../useClassName";
import { ALL, isBetter, judged, type Judged, MOVES, rowsOf } from "./model";
import { trialWords } from "./words";
import "./tried.css";

/** What a draft would have done on past days, each difference with its interval. */
export function Tried({ answer }: { answer: TrialAnswer }) {
  const w = useWords(trialWords);
  const spoken = useLanguage();
  const rows = rowsOf(answer);
  const offers = rows.some(({ group }) => group.elsewhere);
  return (
    <div className="tried">
      <p className="tried-basis">
        {w("basis", {
          days: answer.days,
          first: shortDay(answer.first, spoken),
          last: shortDay(answer.last, spoken),
          n: answer.replications,
        })}
        {answer.refused_rows > 0 && w("refusedRows", { n: answer.refused_rows, of: answer.rows })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{w("who")}</th>
            <th scope="col">{w("mean")}</th>
            <th scope="col">{w("nine")}</th>
            <th scope="col">{w("lost")}</th>
            {offers && <th scope="col">{w("elsewhere")}</th>}
            <th scope="col" className="tried-verdict">
              {w("verdict")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, group }) => (
            <tr key={name}>
              <Who name={name} come={group.come} />
              <Figure of={group.mean} />
              <Figure of={group.nine} />
              <Figure of={group.lost} />
              {offers && <Figure of={group.elsewhere} />}
              <td className="tried-verdict">
                <Mark of={judged(group)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Days days={answer.by_day} />
      <p className="tried-note">
        {w("note")}
        <Limits of={answer} />
      </p>
    </div>
  );
}

/** What the days could not tell. */
function Limits({ of }: { of: TrialAnswer }) {
  const w = useWords(trialWords);
  const { by_line: byLine, not_simulated: apart, assumes } = of;
  return (
    <>
      {Boolean(byLine) && w("byLine", { n: byLine!, of: of.rows })}
      {apart?.length
        ? w("notSimulated", { places: apart.map((place) => codeWord("place", place)).join(w("and")) })
        : null}
      {typeof assumes === "number" && w("assumes", { n: Math.round(assumes * 100) })}
    </>
  );
}

function Who({ name, come }: { name: string; come: number }) {
  const w = useWords(trialWords);
  const line = useClassName();
  const [from = "", to] = name.split(MOVES);
  return (
    <th scope="row" className={to && "is-moved"}>
      {to ? w("moved", { from: line(from), to: line(to) }) : name === ALL ? w("all") : line(name)}
      <small>{w("aDay", { n: come < 1 ? "<1" : Math.round(come) })}</small>
    </th>
  );
}

function Figure({ of }: { of: Compared | undefined }) {
  const w = useWords(trialWords);
  if (!of) return <td>–</td>;
  const [before, after, [mean, low, high]] = of;
  return (
    <td>
      <span className="tried-from">{before.toFixed(1)} →</span> <b>{after.toFixed(1)}</b>
      <small>{w("change", { mean: signed(mean), low: signed(low), high: signed(high) })}</small>
    </td>
  );
}

/** More lost is said in its own words. */
function Mark({ of }: { of: Judged }) {
  const w = useWords(trialWords);
  if (of !== "lost") return <Verdict of={of} />;
  return (
    <span className="tag tag-bad">
      <Icon name="up" size={12} />
      {w("moreLost")}
    </span>
  );
}

const WIDTH = 480;
const HEIGHT = 84;

/** The 90 % wait of all customers, day by day: by the rules of now a ring, by the draft a dot. */
function Days({ days }: { days: readonly DayTried[] }) {
  const w = useWords(trialWords);
  const spoken = useLanguage();
  const known = days.flatMap((each) => {
    const [day, , before, , , after] = each;
    return before === null || after === null ? [] : [{ day, before, after, better: isBetter(each) }];
  });
  const most = Math.max(10, ...known.map(({ before, after }) => Math.max(before, after)));
  const x = (at: number) => ((at + 0.5) * WIDTH) / known.length;
  const y = (minutes: number) => 8 + (HEIGHT - 16) * (1 - minutes / most);
  const better = known.filter((each) => each.better).length;
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return null;
  return (
    <figure className="tried-days">
      <figcaption>{w("days", { n: better, of: known.length })}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={w("days", { n: better, of: known.length })}
      >
        <path className="axis" d={`M0 ${y(0)}H${WIDTH}`} />
        {known.map(({ day, before, after, better: isShorter }, at) => (
          <g key={day} className={isShorter ? "is-shorter" : "is-longer"}>
            <title>{`${shortDay(day, spoken)} ${before.toFixed(1)} → ${after.toFixed(1)}`}</title>
            <path d={`M${x(at)} ${y(before)}V${y(after)}`} />
            <circle className="before" cx={x(at)} cy={y(before)} r="4" />
            <circle className="after" cx={x(at)} cy={y(after)} r="4.5" />
          </g>
        ))}
      </svg>
      <p className="tried-legend" aria-hidden="true">
        <small>{shortDay(first.day, spoken)}</small>
        <span className="grow" />
        <i className="before" /> {w("now")} <i className="after" /> {w("draft")}
        <span className="grow" />
        <small>{shortDay(last.day, spoken)}</small>
      </p>
    </figure>
  );
}
