import { hourMinute } from "../../shared/clock";
import { useLanguage, useWords } from "../../shared/hooks";
import type { Preparation } from "../../shared/verbs/cash";
import { fenOf, money } from "../../staff/cash/model";
import { Icon } from "../../staff/icons";
import { shortDay } from "../../staff/time";
import type { CashDesk } from "./desk";
import { cashPageWords } from "./words";

/** The notes that a day needs, by denomination, and whether anything can still come to them. */
export function Notes({ desk, preparation }: { desk: CashDesk; preparation: Preparation }) {
  const w = useWords(cashPageWords);
  const spoken = useLanguage();
  const { day, total_fen, notes, reservations } = preparation;
  const counted = reservations.filter(({ state }) => state === "confirmed" || state === "cash_prepared");
  return (
    <section className="card cash-needed" aria-label={w("preparation")}>
      <header>
        <h3>{w("preparationOf", { day: shortDay(day, spoken) })}</h3>
        <span className="sub">{w("counted", { n: counted.length })}</span>
        <span className="grow" />
        <Final {...{ desk, preparation }} />
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{w("denomination")}</th>
            {notes.map(({ yuan }) => (
              <th key={yuan} scope="col" className="number">
                {w("yuan", { n: yuan })}
              </th>
            ))}
            <th scope="col" className="number">
              {w("total")}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{w("sheets")}</th>
            {notes.map(({ yuan, count }) => (
              <td key={yuan} className={count ? "number cash-count" : "number"}>
                {count.toLocaleString("en")}
              </td>
            ))}
            <td />
          </tr>
          <tr>
            <th scope="row">{w("amount")}</th>
            {notes.map(({ yuan, count }) => (
              <td key={yuan} className="number">
                {count ? money(fenOf(yuan * count)) : "–"}
              </td>
            ))}
            <td className="number">
              <b>{money(total_fen)}</b>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="cash-sign">{w("signatures")}</p>
    </section>
  );
}

/** When the list is final, or that it is. */
function Final({
  desk: { moment },
  preparation: { final_at },
}: {
  desk: CashDesk;
  preparation: Preparation;
}) {
  const w = useWords(cashPageWords);
  const spoken = useLanguage();
  if (!final_at) return <span className="tag">{w("dayOff")}</span>;
  const final = Date.parse(final_at) <= moment.now;
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: moment.zone }).format(Date.parse(final_at));
  const time = `${shortDay(date, spoken)} ${hourMinute(final_at, moment.zone)}`;
  return (
    <span className={final ? "tag tag-ok" : "tag tag-warn"}>
      <Icon name={final ? "lock" : "clock"} size={12} />
      {w(final ? "finalSince" : "finalAt", { time })}
    </span>
  );
}
