import { useWords } from "../../shared/hooks";
import type { Beyond } from "../../shared/verbs/policies";
import { Btn } from "../../staff/Btn";
import { Icon } from "../../staff/icons";
import { rowResults, resultsWord, useCodes, valueWord, mayWord } from "./codes";
import { isChecked } from "./marks";
import { FAULT_ICONS } from "./RowMarks";
import type { Desk } from "./useDesk";
import { versionText } from "./versions";
import { policyWords } from "./words";

interface Props {
  desk: Desk;
  beyond: readonly Beyond[];
}

/** Which rows decide what head office doesn't open: its row, what it allows there, one case and the mend. */
export function BeyondCard({ desk, beyond }: Props) {
  const w = useWords(policyWords);
  useCodes();
  const bank = versionText(desk.table, { number: beyond[0]!.bank, bank: true }, w);
  return (
    <article className="card finding finding-wide finding-beyond">
      <header>
        <Icon name={FAULT_ICONS.beyond} size={18} />
        <h3>{w("beyondTitle")}</h3>
        <span className="sub">{w("beyondSub", { n: beyond.length, bank })}</span>
      </header>
      <ul className="wrong-list">
        {beyond.map((each, at) => (
          <li key={at}>
            <Btn className="btn btn-quiet" onPress={() => desk.go(placeOf(desk, each))}>
              {w("rowNumber", { n: each.row })}
            </Btn>
            <BeyondText {...{ desk, each, bank }} />
            {each.row !== beyond[at - 1]?.row && <Mend desk={desk} each={each} />}
          </li>
        ))}
      </ul>
    </article>
  );
}

const placeOf = ({ table }: Desk, { row }: Beyond) => ({ row: row - 1, column: table.inputs.length });

function BeyondText({ desk, each, bank }: { desk: Desk; each: Beyond; bank: string }) {
  const w = useWords(policyWords);
  const { table, kept } = desk;
  const row = kept.told.rows[each.row - 1]!;
  const asked = table.inputs.map(({ name }) => valueWord(name, each.case[name] ?? ""));
  return (
    <p className="beyond-text">
      {w("beyondTold", {
        result: resultsWord(table, rowResults(table, row)),
        bank,
        row: each.bank_row,
        allowed: each.allowed.map((results) => mayWord(table, row, results)).join(w("or")),
      })}
      <small>{w("beyondCase", { case: asked.join(" · ") })}</small>
      {!each.mend && <small>{w("beyondSplit", { bank, row: each.bank_row })}</small>}
    </p>
  );
}

function Mend({ desk, each: { row, mend } }: { desk: Desk; each: Beyond }) {
  const w = useWords(policyWords);
  if (!mend || !desk.may) return null;
  return (
    <Btn
      className="btn btn-mend"
      off={isChecked(desk) ? undefined : w("checking")}
      onPress={() => {
        desk.putResults(row - 1, mend);
        desk.go({ row: row - 1, column: desk.table.inputs.length });
      }}
    >
      {w("mendTo", { n: row, cell: mayWord(desk.table, desk.kept.told.rows[row - 1]!, mend) })}
    </Btn>
  );
}
