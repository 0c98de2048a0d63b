import { type ReactNode, useState } from "react";
import { useWords } from "../shared/hooks";
import { staffWords } from "../staff/words";
import { Chart } from "./Chart";
import type { ChartPicture } from "./chartOptions";

interface Props {
  className: string;
  title: string;
  sub: string;
  summary: string;
  picture: ChartPicture | undefined; // nothing to draw yet: only the summary
  children?: ReactNode; // drawn otherwise
  head: string[];
  rows: { key: string; cells: (string | number | undefined)[] }[];
  tools?: ReactNode; // beside the choice of chart or table
}

/** A chart, the same as a table, and the same in words. */
export function ChartCard({ className, title, sub, summary, picture, head, rows, tools, children }: Props) {
  const w = useWords(staffWords);
  const [table, setTable] = useState(false);
  const views: [boolean, ReactNode][] = [
    [false, w("chart")],
    [true, w("table")],
  ];
  return (
    <section className={`card ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="sub">{sub}</span>
        <span className="grow" />
        {tools}
        <span className="segments" role="group" aria-label={title}>
          {views.map(([value, word]) => (
            <button
              key={String(value)}
              type="button"
              aria-pressed={table === value}
              onClick={() => setTable(value)}
            >
              {word}
            </button>
          ))}
        </span>
      </header>
      <p className={picture || children ? "summary" : "summary empty"}>{summary}</p>
      {picture && !table && <Chart picture={picture} label={summary} />}
      {!table && children}
      {table && (
        <div className="chart-table" tabIndex={0} role="group" aria-label={title}>
          <table>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells: [first, ...rest] }) => (
                <tr key={key}>
                  <th scope="row">{first}</th>
                  {rest.map((cell, at) => (
                    <td key={head[at + 1]}>{cell ?? "–"}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
