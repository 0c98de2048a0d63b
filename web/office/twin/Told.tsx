import { hourMinuteSecond } from "../../shared/clock";
import { useNow, useWords } from "../../shared/hooks";
import type { Answer, Change } from "../../shared/verbs/twin";
import { Btn } from "../../staff/Btn";
import { isOld } from "../../staff/forecast";
import { Icon } from "../../staff/icons";
import type { Asked } from "../asking";
import { useClassName } from "../useClassName";
import { Doing } from "./Doing";
import { effectsOf, savedVerdict, SERVICE, signed } from "./model";
import { useChangeText } from "./useChangeText";
import { Verdict } from "./Verdict";
import type { WhatIfProps } from "./parts";
import { twinWords } from "./words";

type Answered = Extract<Asked<Change, Answer>, { state: "told" }>;
type Props = WhatIfProps & { told: Answered; onDone: () => void; off: string | undefined };

/** What the change would do to everybody, each figure with its interval and the interval with its name. */
export function Told(props: Props) {
  const { told, services, state, questions, off } = props;
  const w = useWords(twinWords);
  const text = useChangeText("do");
  const name = useClassName();
  const now = useNow();
  const stale = isOld(told.at, now);
  const rows = effectsOf(told.answer.groups, services.codes).map((row) => ({
    ...row,
    title: row.name.startsWith(SERVICE) ? services.name(row.name.slice(SERVICE.length)) : name(row.name),
  }));
  // Every class is told; of the services those that feel it.
  const shown = rows.filter((row) => !row.name.startsWith(SERVICE) || row.verdict !== "unsure");
  const costs = rows.filter(({ verdict }) => verdict === "longer");
  const { assumes } = told.answer;
  const cost = costs.map(({ title, effect: { change } }) =>
    w("costOf", {
      name: title,
      n: signed(change[0]),
      low: signed(change[1]),
      high: signed(change[2]),
    }),
  );
  return (
    <div className={stale ? "is-stale" : ""}>
      <h3>{text(told.wanted, services)}</h3>
      <p className="twin-basis">
        {w("basis", {
          time: hourMinuteSecond(told.askedAt, state.branch.zone),
          sequence: told.sequence,
          n: told.answer.replications,
        })}
        {stale && (
          <>
            <span className="tag tag-warn">
              <Icon name="alert" size={12} />
              {w("old", { n: Math.floor((now - told.at) / 60_000) })}
            </span>
            <Btn off={off} className="btn btn-quiet" onPress={() => void questions.ask(told.wanted)}>
              {w("again")}
            </Btn>
          </>
        )}
      </p>
      <Saved saved={told.answer.saved_min} />
      <Doing {...props} change={told.wanted} />
      <Effects rows={shown} hour={told.answer.within_min} />
      <p className="twin-cost">
        {cost.length > 0 ? w("costs", { list: cost.join(w("semicolon")) }) : w("noCost")}
        {typeof assumes === "number" && ` ${w("assumes", { n: Math.round(assumes * 100) })}`}
      </p>
    </div>
  );
}

function Saved({ saved }: { saved: Answered["answer"]["saved_min"] }) {
  const w = useWords(twinWords);
  const verdict = savedVerdict(saved);
  const [mean, low, high] = saved.map((each) => Math.round(Math.abs(each))) as [number, number, number];
  const range = w("range", { low: Math.min(low, high), high: Math.max(low, high) });
  if (verdict === "unsure")
    return (
      <p className="twin-saved">
        {w("savedUnsure", { low: signed(-saved[2]), high: signed(-saved[1]) })} <Verdict of={verdict} />
      </p>
    );
  return (
    <p className="twin-saved">
      {w(verdict === "shorter" ? "saved" : "lost")} <b>{mean}</b> {w("unit")}{" "}
      <small>{w("level95", { range })}</small>
    </p>
  );
}

interface EffectsProps {
  rows: (ReturnType<typeof effectsOf>[number] & { title: string })[];
  hour: number;
}

function Effects({ rows, hour }: EffectsProps) {
  const w = useWords(twinWords);
  return (
    <table>
      <caption>{w("effects", { n: Math.round(hour) })}</caption>
      <thead>
        <tr>
          <th scope="col">{w("who")}</th>
          <th scope="col">{w("nineNow")}</th>
          <th scope="col">{w("nineDays")}</th>
          <th scope="col">{w("difference")}</th>
          <th scope="col">{w("verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, title, effect: { before, after, band, change }, verdict }) => (
          <tr key={name}>
            <th scope="row">{title}</th>
            <td>
              <span className="twin-from">{Math.round(before)} →</span> <b>{Math.round(after)}</b> {w("unit")}
            </td>
            <td>{w("range", { low: Math.round(band[0]), high: Math.round(band[1]) })}</td>
            <td>
              {signed(change[0])}
              <small>{w("interval", { low: signed(change[1]), high: signed(change[2]) })}</small>
            </td>
            <td>
              <Verdict of={verdict} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
