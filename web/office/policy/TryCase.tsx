import { useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Clause, Value, Values } from "../../shared/verbs/policies";
import { Icon } from "../../staff/icons";
import { codeWord, columnWord, resultsWord, rowResults, shortName, useCodes } from "./codes";
import { caseOf, fitting } from "./deciding";
import type { Desk } from "./useDesk";
import { policyWords } from "./words";

/** One case chosen by hand, and the row that decides it. */
export function TryCase({ desk }: { desk: Desk }) {
  const w = useWords(policyWords);
  useCodes();
  const [values, setValues] = useState<Values>(() => firstCase(desk));
  return (
    <section className="card try" aria-label={w("tryCase")}>
      <h3>{w("tryCase")}</h3>
      <div className="try-inputs">
        {desk.table.inputs.map((clause) => (
          <CaseInput
            key={clause.name}
            clause={clause}
            value={values[clause.name] ?? ""}
            put={(value) => setValues({ ...values, [clause.name]: value })}
          />
        ))}
      </div>
      <Icon name="chevron" size={18} />
      <Decides desk={desk} values={values} />
    </section>
  );
}

/** What most past decisions were about, else the first of each. */
function firstCase({ table }: Desk): Values {
  return Object.fromEntries(
    table.inputs.map(({ name, codes, edges }): [string, Value] => [
      name,
      edges.length ? (edges[Math.floor(edges.length / 2)] ?? 0) : codes.includes("no") ? "no" : codes[0]!,
    ]),
  );
}

interface InputProps {
  clause: Clause;
  value: Value;
  put: (value: Value) => void;
}

function CaseInput({ clause, value, put }: InputProps) {
  const { name, codes, edges } = clause;
  return (
    <label>
      {shortName(name)}
      {edges.length ? (
        <input
          inputMode="numeric"
          autoComplete="off"
          style={{ width: `${Math.max(2, String(value).length + 1)}ch` }}
          value={typeof value === "number" ? value.toLocaleString("en-US") : value}
          aria-label={columnWord(name)}
          onChange={(event) => {
            const digits = event.target.value.replace(/[^\d]/g, "").slice(0, 9);
            put(digits === "" ? "" : Number(digits));
          }}
        />
      ) : (
        <select value={String(value)} onChange={(event) => put(event.target.value)}>
          {codes.map((code) => (
            <option key={code} value={code}>
              {codeWord(name, code)}
            </option>
          ))}
        </select>
      )}
    </label>
  );
}

function Decides({ desk, values }: { desk: Desk; values: Values }) {
  const w = useWords(policyWords);
  const whole = Object.values(values).every((value) => value !== "");
  const atoms = whole ? caseOf(desk.table, values) : undefined;
  if (!atoms) return <output className="try-answer">{w("tryFill")}</output>;
  const rows = fitting(desk.read, atoms);
  const [row] = rows;
  if (row === undefined)
    return (
      <output className="try-answer is-gap">
        <Icon name="alert" size={16} />
        {w("noRow")}
      </output>
    );
  const answer = resultsWord(desk.table, rowResults(desk.table, desk.rows[row - 1]!));
  const both = desk.table.hit === "unique" && rows.length > 1;
  return (
    <output className={both ? "try-answer is-overlap" : "try-answer"}>
      {both && <Icon name="overlap" size={16} />}
      <button type="button" className="link" onClick={() => desk.go({ row: row - 1, column: 0 })}>
        {both ? w("rowsBoth", { rows: rows.join(w("and")) }) : w("rowNumber", { n: row })}
      </button>
      {!both && <span>{answer}</span>}
    </output>
  );
}
