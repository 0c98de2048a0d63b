import { useMemo } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import type { Row } from "../../shared/verbs/policies";
import { Dialog } from "../../staff/Dialog";
import { cellWord, codeWord, columnWord, useCodes, mayWord } from "./codes";
import { type Change, changesOf } from "./compare";
import { nameOf } from "./life";
import type { Desk } from "./useDesk";
import { versionText } from "./versions";
import { policyWords } from "./words";

interface Props {
  desk: Desk;
  before: readonly Row[];
  beside: string; // the version, as it is called
}

/** What the bank opens to branches is none of a branch's rows: there it is no difference. */
const useChanges = ({ rows, table }: Desk, before: readonly Row[]) =>
  useMemo(() => {
    const plain = (of: readonly Row[]) => (table.opens ? of : of.map((row) => ({ ...row, may: [] })));
    return changesOf(plain(before), plain(rows)).filter(({ kind }) => kind !== "same");
  }, [before, rows, table.opens]);

function useTitle({ table, version }: Desk, beside: string): string {
  const w = useWords(policyWords);
  return w("compareTitle", { a: beside, b: versionText(table, nameOf(version), w) });
}

/** What changed since another version, in a box of its own. */
export function Compare({ desk, before, beside, onClose }: Props & { onClose: () => void }) {
  const title = useTitle(desk, beside);
  return (
    <Dialog wide title={title} onClose={onClose}>
      <Changes {...{ desk, title }} changes={useChanges(desk, before)} />
    </Dialog>
  );
}

/** The same below the table, where no faults stand: what somebody approves. */
export function CompareCard({ desk, before, beside }: Props) {
  const w = useWords(policyWords);
  const changes = useChanges(desk, before);
  const title = useTitle(desk, beside);
  return (
    <section className={changes.length ? "card compare-card" : "card"}>
      <header>
        <h3>{w("changedSince", { version: beside })}</h3>
        <span className="sub">
          {changes.length ? w("changedRows", { n: changes.length }) : w("noChange")}
        </span>
      </header>
      {changes.length > 0 && <Changes {...{ desk, title, changes }} />}
    </section>
  );
}

/** Rows added and removed, and what changed cell by cell. */
function Changes({ desk, title, changes }: { desk: Desk; title: string; changes: Change[] }) {
  const { table } = desk;
  const w = useWords(policyWords);
  useCodes();
  if (changes.length === 0) return <p>{w("noChange")}</p>;
  return (
    <div className="compare-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="compare">
        <thead>
          <tr>
            <th scope="col">{w("row")}</th>
            {[...table.inputs, ...table.outputs].map(({ name }) => (
              <th key={name} scope="col">
                {columnWord(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change, at) => (
            <ChangeRow key={at} desk={desk} change={change} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChangeRow({ desk, change }: { desk: Desk; change: Change }) {
  const w = useWords(policyWords);
  const spoken = useLanguage();
  const { kind, row } = change;
  const words = wordsOf(desk, row);
  const old = kind === "changed" ? wordsOf(desk, change.before) : words;
  const number = "number" in change ? change.number : change.was;
  const [may, was] = [row, kind === "changed" ? change.before : row].map((each) =>
    each.may.map((results) => mayWord(desk.table, each, results)).join(w("and")),
  );
  const said =
    kind === "changed" && change.before.why !== row.why && change.before.why[spoken] !== row.why[spoken];
  return (
    <>
      <tr className={`compare-${kind}`}>
        <th scope="row">
          {number} <span className={`tag tag-${kind}`}>{w(`change.${kind}`)}</span>
        </th>
        {words.map((text, at) => (
          <td key={at}>
            {text === old[at] ? (
              text
            ) : (
              <>
                <del>{old[at]}</del> <ins>{text}</ins>
              </>
            )}
          </td>
        ))}
      </tr>
      {may !== was && (
        <tr className="compare-why">
          <th scope="row">{w("may")}</th>
          <td colSpan={words.length}>
            <del>{was || w("mayNone")}</del> <ins>{may || w("mayNone")}</ins>
          </td>
        </tr>
      )}
      {said && (
        <tr className="compare-why">
          <th scope="row">{w("why")}</th>
          <td colSpan={words.length}>
            <del>{change.before.why[spoken]}</del> <ins>{row.why[spoken]}</ins>
          </td>
        </tr>
      )}
    </>
  );
}

const wordsOf = ({ table }: Desk, row: Row) => [
  ...table.inputs.map((clause, at) => cellWord(clause, row.cells[at] ?? "")),
  ...table.outputs.map(({ name }, at) => codeWord(name, row.results[at] ?? "")),
];
