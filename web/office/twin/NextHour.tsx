import { useWords } from "../../shared/hooks";
import { waitLevel } from "../../staff/marks";
import { WaitMark } from "../../staff/WaitMark";
import { percent } from "../model";
import { useClassName } from "../useClassName";
import { type HourRow, oftenLate, SERVICE } from "./model";
import type { Services } from "./useServices";
import { twinWords } from "./words";

interface Props {
  rows: { lines: HourRow[]; services: HourRow[] };
  promise: number;
  services: Services;
}

/** Who comes within the hour: how many, how long they wait, how many of them past the promise. */
export function NextHour({ rows, promise, services }: Props) {
  const w = useWords(twinWords);
  const name = useClassName();
  const { lines, services: byService } = rows;
  return (
    <section className="card twin-hour" aria-label={w("hour")}>
      <header>
        <h2>{w("hour")}</h2>
        <span className="sub">{w("hourSub")}</span>
      </header>
      {lines.length === 0 ? (
        <p className="twin-hint">{w("nobody")}</p>
      ) : (
        <div className="twin-tables">
          <Rows rows={lines} promise={promise} head={w("byClass")} name={name} />
          <Rows
            rows={byService}
            promise={promise}
            head={w("byService")}
            name={(group) => services.name(group.slice(SERVICE.length))}
          />
        </div>
      )}
    </section>
  );
}

interface RowsProps {
  rows: HourRow[];
  promise: number;
  head: string;
  name: (group: string) => string;
}

function Rows({ rows, promise, head, name }: RowsProps) {
  const w = useWords(twinWords);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="number">
            {w("come")}
          </th>
          <th scope="col" className="number">
            {w("half")}
          </th>
          <th scope="col">{w("nine")}</th>
          <th scope="col">{w("late", { n: promise })}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.name} row={row} promise={promise} name={name(row.name)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, promise, name }: { row: HourRow; promise: number; name: string }) {
  const w = useWords(twinWords);
  const { come, half, nine, late } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{come < 1 ? w("underOne") : Math.round(come)}</td>
      <td className="number">{half === undefined ? "–" : w("minutes", { n: Math.round(half) })}</td>
      <td>
        {nine === undefined ? (
          "–"
        ) : (
          <span className="twin-nine">
            <WaitMark promise={promise} level={waitLevel(nine, promise)} size={20} />
            <span>{w("minutes", { n: Math.round(nine) })}</span>
          </span>
        )}
      </td>
      <td>
        {late === undefined ? (
          "–"
        ) : (
          <span className="twin-late">
            <b>{percent(late)}</b>
            <span>{w(`often.${oftenLate(late)}`)}</span>
          </span>
        )}
      </td>
    </tr>
  );
}
