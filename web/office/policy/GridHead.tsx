import { useWords } from "../../shared/hooks";
import type { Kind } from "../../shared/verbs/policies";
import { columnWord, useCodes } from "./codes";
import { policyWords } from "./words";

const WIDE: Record<string, number> = { business: 158, path: 158, situation: 158, offer: 100 };

/** How wide a column stands beside the others, in pixels of the usual screen. */
function weight({ name, codes, edges = [] }: { name: string; codes: string[]; edges?: number[] }): number {
  if (WIDE[name]) return WIDE[name];
  if (edges.length) return edges.at(-1)! >= 1000 ? 124 : 66;
  return codes.length === 2 ? 64 : 84;
}

interface Props {
  kind: Kind;
  days: number | undefined;
  opening: boolean; // a column says what branches may choose instead
}

const OPENING = 132;

/** Conditions and results by name. */
export function GridHead({ kind, days, opening }: Props) {
  const w = useWords(policyWords);
  useCodes();
  const widths = [...[...kind.inputs, ...kind.outputs].map(weight), ...(opening ? [OPENING] : [])];
  const sum = widths.reduce((total, each) => total + each, 0);
  return (
    <>
      <colgroup>
        <col className="col-number" />
        {widths.map((width, at) => (
          <col key={at} width={`${(100 * width) / sum}%`} />
        ))}
        {days !== undefined && <col className="col-hits" />}
      </colgroup>
      <thead>
        <tr className="grid-groups" aria-rowindex={1}>
          <td />
          <th scope="colgroup" colSpan={kind.inputs.length}>
            {w("conditions")}
          </th>
          <th scope="colgroup" colSpan={kind.outputs.length} className="is-result is-first">
            {w("results")}
          </th>
          {opening && <td className="is-may" />}
          {days !== undefined && <td />}
        </tr>
        <tr className="grid-names" aria-rowindex={2}>
          <th scope="col">
            <span className="unseen">{w("row")}</span>
          </th>
          {kind.inputs.map(({ name }) => (
            <th key={name} scope="col">
              {columnWord(name)}
            </th>
          ))}
          {kind.outputs.map(({ name }, at) => (
            <th key={name} scope="col" className={at === 0 ? "is-result is-first" : "is-result"}>
              {columnWord(name)}
            </th>
          ))}
          {opening && (
            <th scope="col" className="is-may">
              {w("may")}
            </th>
          )}
          {days !== undefined && <th scope="col">{w("hits", { n: days })}</th>}
        </tr>
      </thead>
    </>
  );
}
