import { useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Finding, Kind, Trouble } from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { Icon } from "../../staff/icons";
import { BeyondCard } from "./BeyondCard";
import { isMask, readCell, sidesOf } from "./cells";
import { cellWord, codeWord, columnName, placeWord, useCodes, valueWord } from "./codes";
import { timesOf } from "./deciding";
import { isChecked } from "./marks";
import { FAULT_ICONS } from "./RowMarks";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

const SHOWN = 2;
const ORDER: Finding["fault"][] = ["gap", "overlap", "unreachable"];

/** Every fault with one case and one mend; what can't be read comes first. */
export function Findings({ desk }: { desk: Desk }) {
  const w = useWords(policyWords);
  const [all, showAll] = useState(false);
  const { problems, findings, beyond } = desk.kept.told;
  const count = desk.faults;
  if (count === 0) return null;
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.fault) - ORDER.indexOf(b.fault));
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  return (
    <section
      className={isChecked(desk) ? "findings" : "findings is-checking"}
      aria-label={w("findings", { n: count })}
      aria-busy={!isChecked(desk)}
    >
      {problems.length > 0 && <Problems desk={desk} problems={problems} />}
      {beyond.length > 0 && <BeyondCard desk={desk} beyond={beyond} />}
      {shown.map((finding, at) => (
        <FindingCard key={at} desk={desk} finding={finding} />
      ))}
      {findings.length > SHOWN && (
        <Btn className="btn findings-more" aria-expanded={all} onPress={() => showAll(!all)}>
          {all ? w("fewer") : w("moreFaults", { n: findings.length - SHOWN })}
        </Btn>
      )}
    </section>
  );
}

function Problems({ desk, problems }: { desk: Desk; problems: Trouble[] }) {
  const w = useWords(policyWords);
  useCodes();
  return (
    <article className="card finding finding-wide finding-wrong">
      <header>
        <Icon name="alert" size={18} />
        <h3>{w("fault.wrong")}</h3>
        <span className="sub">{w("wrongSub", { n: problems.length })}</span>
      </header>
      <ul className="wrong-list">
        {problems.map((problem, at) => (
          <li key={at}>
            <Btn className="btn btn-quiet" onPress={() => goTo(desk, problem)}>
              {placeWord(problem)}
            </Btn>
            {problem.title}
          </li>
        ))}
      </ul>
    </article>
  );
}

function goTo(desk: Desk, { row, column }: Trouble): void {
  const names = [...desk.table.inputs, ...desk.table.outputs].map(({ name }) => name);
  desk.go({ row: Math.max(0, row - 1), column: names.indexOf(column) });
}

function FindingCard({ desk, finding }: { desk: Desk; finding: Finding }) {
  const w = useWords(policyWords);
  const s = w("and");
  useCodes();
  const { fault, rows } = finding;
  const times = desk.past ? timesOf(desk.table, finding, desk.past.cases) : undefined;
  const told = w(`finding.${fault}`, { rows: rows.join(s) });
  const met = times === undefined ? undefined : w("metTimes", { days: desk.past!.days, n: times });
  return (
    <article className={`card finding finding-${fault}`}>
      <header>
        <Icon name={FAULT_ICONS[fault]} size={18} />
        <h3>{w(`fault.${fault}`)}</h3>
        <span className="sub">{met ? `${told} · ${met}` : told}</span>
      </header>
      <CaseStrip kind={desk.table} finding={finding} />
      <Mending desk={desk} finding={finding} />
    </article>
  );
}

/** The one case, clause by clause; the one that the mend is about stands out. */
function CaseStrip({ kind, finding }: { kind: Kind; finding: Finding }) {
  const w = useWords(policyWords);
  return (
    <ul className="case" aria-label={w("oneCase")}>
      {kind.inputs.map(({ name }) => (
        <li key={name} className={name === finding.mend_column ? "is-hot" : ""}>
          {valueWord(name, finding.case[name] ?? "")}
        </li>
      ))}
    </ul>
  );
}

function Mending({ desk, finding }: { desk: Desk; finding: Finding }) {
  const w = useWords(policyWords);
  const { mend_row: row, mend_column: column, mend_cell: cell } = finding;
  if (row === undefined || column === undefined || cell === undefined) {
    return (
      <div className="mend">
        <p>{w("noMend")}</p>
        {finding.rows.map((number) => (
          <Btn key={number} className="btn" onPress={() => desk.go({ row: number - 1, column: 0 })}>
            {w("rowNumber", { n: number })}
          </Btn>
        ))}
      </div>
    );
  }
  const at = desk.table.inputs.findIndex(({ name }) => name === column);
  const place = { row: row - 1, column: at };
  return (
    <div className="mend">
      <p>{w(`why.${finding.fault}`, { n: row, column: columnName(column) })}</p>
      {desk.may && (
        <Btn
          className="btn btn-mend"
          off={isChecked(desk) ? undefined : w("checking")}
          onPress={() => {
            desk.put(place, cell);
            desk.go(place);
          }}
        >
          {mendWord(desk, finding, w)}
        </Btn>
      )}
    </div>
  );
}

/** 第 5 行改为 ≥ 5; where codes are taken out of a row: 第 7 行排除缴费. */
function mendWord(
  { table, kept }: Desk,
  { mend_row: row = 0, mend_column: column = "", mend_cell: cell = "" }: Finding,
  w: (key: "mendExclude" | "mendTo", values: Record<string, string | number>) => string,
): string {
  const clause = table.inputs.find(({ name }) => name === column)!;
  const old = readCell(clause, kept.told.rows[row - 1]?.cells[table.inputs.indexOf(clause)] ?? "");
  const next = readCell(clause, cell);
  if (clause.codes.length && isMask(old) && isMask(next) && (next & old) === next) {
    const [gone] = sidesOf(clause, old & ~next);
    if (gone.length <= 2)
      return w("mendExclude", { n: row, codes: gone.map((code) => codeWord(column, code)).join("、") });
  }
  return w("mendTo", { n: row, cell: cellWord(clause, cell) });
}
