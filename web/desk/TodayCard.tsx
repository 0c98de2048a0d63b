import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Tags } from "../staff/Tags";
import type { PartProps } from "./parts";
import { useWhere } from "./where";
import { deskWords } from "./words";

/** Who came by appointment for what my desk does. */
export function AppointmentsCard({ state }: PartProps) {
  const w = useWords(deskWords);
  const spoken = useLanguage();
  const where = useWhere();
  const booked = state.appointments.flatMap((id) => state.tickets[id] ?? []);
  return (
    <div className="card rm-card fades">
      <header>
        <h2>{w("appointments")}</h2>
        <span className="count">{booked.length}</span>
      </header>
      {booked.length === 0 && <p className="empty">{w("appointmentsEmpty")}</p>}
      <ul>
        {booked.map((ticket) => (
          <li key={ticket.id}>
            <b className="rm-number">{ticket.number}</b>
            <span className="rm-words">
              <span className="row">
                {state.services[ticket.service]?.name[spoken]}
                <Tags ticket={ticket} />
              </span>
              <small>
                {where(state, { ticket: ticket.id })} ·{" "}
                {w("cameAt", { time: hourMinute(ticket.issued_at, state.branch.zone) })}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What came of the day's referrals that I took on. */
export function TodayCard({ state }: PartProps) {
  const w = useWords(deskWords);
  const { received, met, converted, follow_up } = state.today;
  const figures = { received, met, converted, follow_up } as const;
  return (
    <dl className="card rm-today" aria-label={w("today")}>
      {(Object.keys(figures) as (keyof typeof figures)[]).map((name) => (
        <div key={name}>
          <dt>{w(`today.${name}`)}</dt>
          <dd>{figures[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
