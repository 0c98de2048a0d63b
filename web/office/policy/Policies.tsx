import type { Me } from "../../shared/api";
import { useLanguage, useWords } from "../../shared/hooks";
import type { PolicyTable, PolicyVersion } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { Notice } from "../../staff/StaffPage";
import { staffWords } from "../../staff/words";
import { policyAddress, usePolicyPlace } from "../page";
import { aboutWord, tableWord } from "./codes";
import { inForce, mayEdit, nameOf, nextIn, openIn, yieldingIn } from "./life";
import { dayOrTime, type Moment } from "./moments";
import { PhaseTag } from "./PhaseTag";
import { PolicyPage } from "./PolicyPage";
import type { Tables } from "./useTables";
import { sinceText, versionAddress, versionText } from "./versions";
import { policyWords } from "./words";
import "./policy.css";

interface Props {
  me: Me;
  tables: Tables;
  moment: Moment;
  cut: boolean;
}

/** The tables that the hall decides by: what is in force, what is being worked on. */
export function Policies({ me, tables, moment, cut }: Props) {
  const w = useWords(policyWords);
  const s = useWords(staffWords);
  const { table: name, place } = usePolicyPlace();
  const { tables: known, problem, again } = tables;
  if (!known) return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  const table = known.find((each) => each.name === name);
  if (table) return <PolicyPage {...{ me, table, place, moment, cut, again }} />;
  return (
    <main className="policies">
      <header>
        <h2>{w("title")}</h2>
        <p>{w(mayEdit(me) ? "titleNote" : "readOnlyNote")}</p>
      </header>
      {name !== undefined && <p className="refusal">{w("unknownTable", { name })}</p>}
      <section className="card">
        <table>
          <thead>
            <tr>
              <th scope="col">{w("tableHead")}</th>
              <th scope="col">{w("inForce")}</th>
              <th scope="col">{w("inWork")}</th>
            </tr>
          </thead>
          <tbody>
            {known.map((each) => (
              <TableRow key={each.name} table={each} moment={moment} />
            ))}
          </tbody>
        </table>
      </section>
    </main>
  );
}

function TableRow({ table, moment }: { table: PolicyTable; moment: Moment }) {
  const w = useWords(policyWords);
  useLanguage();
  const [live, open] = [inForce(table), openIn(table)];
  const [next, yielding] = [nextIn(table), yieldingIn(table)];
  return (
    <tr>
      <th scope="row">
        <a href={policyAddress(table.name)}>
          {tableWord(table.name)}
          <Icon name="chevron" size={14} />
        </a>
        <p>{aboutWord(table.name)}</p>
      </th>
      <td>
        <a href={versionAddress(table, live)}>{versionText(table, live, w)}</a>
        <p>{sinceText(live, moment, w)}</p>
      </td>
      <td>
        {[open, next, yielding].map(
          (each) =>
            each && (
              <p key={each.number} className="policies-work">
                <a href={policyAddress(table.name, each.number)}>{versionText(table, nameOf(each), w)}</a>
                <PhaseTag version={each} />
                <span className="sub">{workText(each, moment, w)}</span>
              </p>
            ),
        )}
        {!open && !next && !yielding && <span className="sub">{w("nothingInWork")}</span>}
      </td>
    </tr>
  );
}

type Say = (key: keyof typeof policyWords.en, values?: Record<string, string | number>) => string;

function workText({ state, edited, submitted, live_from }: PolicyVersion, moment: Moment, w: Say): string {
  if (state === "scheduled") return live_from ? w("from", { time: dayOrTime(live_from, moment) }) : "";
  if (state === "yielding") return "";
  const step = state === "waiting" ? submitted : edited;
  return step ? `${step.by ?? w("byCommand")} ${dayOrTime(step.at, moment)}` : "";
}
