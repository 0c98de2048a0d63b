import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { bookingWords } from "../staff/bookings/words";
import { Btn } from "../staff/Btn";
import { staffWords } from "../staff/words";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { deskWords } from "./words";
import type { DeskWord } from "./words/zh-hans";

/** The day's appointments for what my desk does, in order of their times. */
export function AppointmentsCard({ me, state, cut, ask }: PartProps) {
  const w = useWords(deskWords);
  const b = useWords(bookingWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const booked = Object.values(state.appointments).sort((a, b) => Date.parse(a.slot) - Date.parse(b.slot));
  return (
    <ListCard
      title={w("appointments")}
      count={booked.length}
      empty={w("appointmentsEmpty")}
      action={
        me.rights.includes("book") && (
          <Btn
            className="btn"
            off={cut ? s("waitForLine") : undefined}
            onPress={() => ask({ kind: "bookings" })}
          >
            {b("which.all")}
          </Btn>
        )
      }
    >
      {booked.map((each) => (
        <li key={each.id}>
          <b className="rm-number">{hourMinute(each.slot, state.branch.zone)}</b>
          <span className="rm-words">
            {state.services[each.service]?.name[spoken]}
            <small>{[each.number, w(`booking.${each.state}` as DeskWord)].filter(Boolean).join(" · ")}</small>
          </span>
        </li>
      ))}
    </ListCard>
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
