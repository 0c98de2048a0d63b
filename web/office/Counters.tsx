import { useWords } from "../shared/hooks";
import type { OfficeState } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { byNumber, isWorking } from "../staff/people";
import { progressOf } from "../staff/service";
import { ServiceBar } from "../staff/ServiceBar";
import { percent } from "./model";
import { officeWords } from "./words";

type Seat = OfficeState["seats"][string];

/** Every counter in the order of its number: never a ranking of people. */
export function Counters({ state, now }: { state: OfficeState; now: number }) {
  const w = useWords(officeWords);
  const { working, all } = state.counters;
  return (
    <section className="card counters" aria-label={w("counters")}>
      <header>
        <h2>{w("counters")}</h2>
        <span className="sub">{w("countersWorking", { n: working, of: all })}</span>
        <span className="grow" />
        <span className="sub">{w("countersHead")}</span>
      </header>
      <div className="counters-scroll">
        <table>
          <thead className="unseen">
            <tr>
              <th scope="col">{w("counter")}</th>
              <th scope="col">{w("area")}</th>
              <th scope="col">{w("staff")}</th>
              <th scope="col">{w("current")}</th>
              <th scope="col">{w("lasting")}</th>
              <th scope="col">{w("servedHead")}</th>
              <th scope="col">{w("busyHead")}</th>
            </tr>
          </thead>
          <tbody>
            {byNumber(Object.values(state.seats)).map((seat) => (
              <Row key={seat.id} seat={seat} state={state} now={now} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ seat, state, now }: { seat: Seat; state: OfficeState; now: number }) {
  const w = useWords(officeWords);
  const word = useCodeWord();
  const ticket = seat.ticket ? state.tickets[seat.ticket] : undefined;
  const progress = ticket && progressOf(ticket, now);
  const off = !isWorking(seat);
  return (
    <tr className={off ? "is-off" : ""}>
      <th scope="row">{seat.number}</th>
      <td>{word("kind", seat.kind)}</td>
      <td>{seat.staff?.name}</td>
      <td>
        <b>{ticket?.number}</b>
      </td>
      <td>
        {progress ? (
          <span className="lasting">
            <ServiceBar progress={progress} />
            <span className={progress.overBy ? "slow" : ""}>
              {progress.expected
                ? w("minutesOf", { n: progress.minutes, of: progress.expected })
                : w("minutes", { n: progress.minutes })}
            </span>
          </span>
        ) : off ? (
          seat.pause && seat.state === "paused" ? (
            word("pause", seat.pause)
          ) : (
            word("seat", seat.state)
          )
        ) : ticket ? (
          w("calledNow")
        ) : (
          w("idle")
        )}
      </td>
      <td className="number">{seat.served}</td>
      <td className="number">{percent(seat.busy_share)}</td>
    </tr>
  );
}
