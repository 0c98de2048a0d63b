import { useState } from "react";
import type { Me } from "../../shared/api";
import { useWords } from "../../shared/hooks";
import { useCodeWord } from "../../staff/codes";
import { refusalText } from "../../staff/refusal";
import { Notice } from "../../staff/StaffPage";
import { useAnswer } from "../../staff/useAnswer";
import { staffWords } from "../../staff/words";
import { useAgain } from "../useAgain";
import { Diverted } from "./Diverted";
import { Fill } from "./Fill";
import { Share } from "./Share";
import {
  by,
  type FunnelAnswer,
  funnelPath,
  type Group,
  reasons,
  signalled,
  type Span,
  SPANS,
  STEPS,
  total,
} from "./model";
import { funnelWords } from "./words";
import type { FunnelWord } from "./words/zh-hans";
import "./funnel.css";

/** From signals to outcomes over some days: how many go on at each step, from whom, and why not. */
export function Funnel({ me, today }: { me: Me; today: string }) {
  const w = useWords(funnelWords);
  const s = useWords(staffWords);
  const [days, setDays] = useState<Span>(7);
  const [asked] = useAgain();
  const { answer, problem } = useAnswer<FunnelAnswer>(funnelPath(me.branch.id, today, days), asked);
  if (!answer) return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  return (
    <main className="funnel fades">
      <header>
        <h2>{w("title")}</h2>
        <p>{w("how")}</p>
        <div className="segments" role="group" aria-label={w("span")}>
          {SPANS.map((each) => (
            <button key={each} type="button" aria-pressed={each === days} onClick={() => setDays(each)}>
              {w(`days.${each}`)}
            </button>
          ))}
        </div>
      </header>
      {answer.rows.length === 0 && answer.signals.length === 0 ? (
        <p className="funnel-empty">{w("empty")}</p>
      ) : (
        <Whole answer={answer} />
      )}
      <Diverted {...{ me, today, days }} />
    </main>
  );
}

function Whole({ answer }: { answer: FunnelAnswer }) {
  const w = useWords(funnelWords);
  const word = useCodeWord();
  const { rows } = answer;
  const source = (code: string) =>
    code === "kiosk" ? w("door.kiosk") : code === "holdings" ? w("holdings") : word("post", code);
  return (
    <>
      <div>
        <Steps answer={answer} />
        <Lost rows={reasons(rows)} />
      </div>
      <div>
        <Groups title={w("bySource")} head={w("post")} groups={by(answer, "source_post")} word={source} />
        <Groups
          title={w("byClass")}
          head={w("class")}
          groups={by(answer, "customer_class")}
          word={(code) => word("class", code)}
        />
      </div>
      <p className="funnel-note">{w("note", { n: signalled(answer.signals) })}</p>
    </>
  );
}

/** One bar a step, as long as its share of what was submitted. */
function Steps({ answer: { rows, signals: noted } }: { answer: FunnelAnswer }) {
  const w = useWords(funnelWords);
  const signals = signalled(noted);
  const sum = total(rows);
  const most = Math.max(sum.submitted, signals, 1);
  const steps = [
    { code: "signals", n: signals, of: undefined },
    ...STEPS.map((code) => ({ code, n: sum[code], of: code === "submitted" ? undefined : sum.submitted })),
  ];
  return (
    <section className="card funnel-steps">
      <header>
        <h2>{w("steps")}</h2>
        <span className="sub">{w("stepsHow")}</span>
      </header>
      <table>
        <tbody>
          {steps.map(({ code, n, of }) => (
            <tr key={code} className={`is-${code}`}>
              <th scope="row">{w(`step.${code}` as FunnelWord)}</th>
              <td className="funnel-bar">
                <Fill share={n / most} />
              </td>
              <td className="number">
                <b>{n}</b>
              </td>
              <td className="number">{of === undefined ? "" : <Share part={n} whole={of} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GroupsProps {
  title: string;
  head: string;
  groups: Group[];
  word: (code: string) => string;
}

function Groups({ title, head, groups, word }: GroupsProps) {
  const w = useWords(funnelWords);
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="number">
              {w("signalsShort")}
            </th>
            {["submitted", "met", "converted", "follow_up", "no_offer", "lost"].map((code) => (
              <th scope="col" className="number" key={code}>
                {w(`step.${code}` as FunnelWord)}
              </th>
            ))}
            <th scope="col" className="number">
              {w("metShare")}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((each) => (
            <tr key={each.code}>
              <th scope="row">{word(each.code)}</th>
              <td className="number">{each.signals}</td>
              <td className="number">{each.submitted}</td>
              <td className="number">{each.met}</td>
              <td className="number">{each.converted}</td>
              <td className="number">{each.follow_up}</td>
              <td className="number">{each.no_offer}</td>
              <td className="number">{each.lost}</td>
              <td className="number">
                <Share part={each.met} whole={each.submitted} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Lost({ rows }: { rows: { code: string; lost: number }[] }) {
  const w = useWords(funnelWords);
  const most = Math.max(1, ...rows.map(({ lost }) => lost));
  const all = rows.reduce((sum, { lost }) => sum + lost, 0);
  return (
    <section className="card">
      <header>
        <h2>{w("lostWhy")}</h2>
      </header>
      {rows.length === 0 && <p className="funnel-note">{w("lostNone")}</p>}
      <table>
        <tbody>
          {rows.map(({ code, lost }) => (
            <tr key={code}>
              <th scope="row">{w(`lost.${code}` as FunnelWord)}</th>
              <td className="funnel-bar">
                <Fill share={lost / most} />
              </td>
              <td className="number">
                <b>{lost}</b>
              </td>
              <td className="number">
                <Share part={lost} whole={all} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
