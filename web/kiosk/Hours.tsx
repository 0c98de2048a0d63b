import { useLanguage, useWords } from "../shared/hooks";
import { weekdays } from "../shared/weekdays";
import type { DayView } from "../shared/views";
import { words } from "./words";

export function Hours({ day }: { day: DayView }) {
  const w = useWords(words);
  const spoken = useLanguage();
  return (
    <div className="note tall">
      <table>
        <thead>
          <tr>
            <th scope="col">{w("hours")}</th>
            <th scope="col">{w("personal")}</th>
            <th scope="col">{w("corporate")}</th>
          </tr>
        </thead>
        <tbody>
          {day.hours.map((row) => (
            <tr key={row.days}>
              <th scope="row">{weekdays(row.days, spoken)}</th>
              <td>{row.personal || w("rest")}</td>
              <td>{row.corporate || w("rest")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
