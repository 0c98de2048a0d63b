import type { Me } from "../shared/api";
import { base } from "../shared/base";
import { useLanguage, useWords } from "../shared/hooks";
import type { SeatView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { isWorking } from "../staff/people";
import { progressOf } from "../staff/service";
import { answeredBy } from "../staff/summons";
import type { PartProps } from "./parts";
import { ServiceBar } from "../staff/ServiceBar";
import { lobbyWords } from "./words";

const TWO_DIGITS = 10; // so many minutes over leave no room for what was expected; the bar still shows it

type Props = PartProps & { seat: SeatView; wide?: boolean };

/** One counter: who works there, whom they serve, how long against what such services take. */
export function SeatCard({ me, state, seat, now, changed, chosen, choose, wide = false }: Props) {
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const place = state.zones[seat.zone]?.name[spoken];
  const word = useCodeWord();
  const ticket = seat.ticket ? state.tickets[seat.ticket] : undefined;
  const progress = ticket && progressOf(ticket, now);
  const marks = `${changed.has(seat.id) ? " changed" : ""}${wide ? " seat-wide" : ""}`;
  if (!isWorking(seat)) {
    return (
      <div className={`seat seat-off${marks}`}>
        <Number me={me} seat={seat} what="open" />
        <span className="seat-who">
          {!wide && <span>{place}</span>}
          <b>{seat.state === "paused" ? seat.staff?.name : w("vacant")}</b>
        </span>
        <SummonsMark seat={seat} now={now} />
        {seat.state === "paused" && !seat.summons && (
          <span className="seat-pause">
            {seat.pause ? word("pause", seat.pause) : word("seat", "paused")}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className={`seat${marks}`}>
      <Number me={me} seat={seat} what="close" />
      <span className="seat-who">
        {!wide && <span>{place}</span>}
        {seat.staff?.name}
      </span>
      {ticket ? (
        <button
          type="button"
          className={chosen?.id === ticket.id ? "seat-ticket is-chosen" : "seat-ticket"}
          onClick={() => choose(ticket.id)}
          aria-pressed={chosen?.id === ticket.id}
        >
          {ticket.number || "–"}
        </button>
      ) : (
        <span className="seat-ticket seat-free">
          {seat.desk?.state === "held" ? w("seatHeld", { number: seat.desk.for ?? "" }) : w("free")}
        </span>
      )}
      {progress && <ServiceBar progress={progress} />}
      {progress ? (
        <span className={progress.overBy ? "seat-time seat-slow" : "seat-time"}>
          <b>{progress.minutes}</b>
          {progress.overBy < TWO_DIGITS && (
            <span className="seat-of">
              {progress.expected ? w("expected", { n: progress.expected }) : w("minutesOnly")}
            </span>
          )}
          {!progress.overBy && <span className="seat-unit">{w("minutesOnly")}</span>}
          {progress.overBy > 0 && <em>{w("over", { n: progress.overBy })}</em>}
        </span>
      ) : (
        ticket && <span className="seat-time">{w("calledTo")}</span>
      )}
    </div>
  );
}

/** Who was asked to work here, and what they said. */
function SummonsMark({ seat, now }: { seat: SeatView; now: number }) {
  const w = useWords(lobbyWords);
  const said = answeredBy(seat, now);
  const name = seat.summons?.staff?.name ?? "";
  if (said !== "asked" && said !== "declined") return null;
  return (
    <span className={`seat-pause seat-${said}`}>
      {seat.staff
        ? w(said === "declined" ? "notNow" : "summonedBack")
        : said === "declined"
          ? w("summonsNot", { name })
          : name
            ? w("summoned", { name })
            : w("summonedAny")}
    </span>
  );
}

/** Whoever may ask the twin asks by a counter's number: what if it opened, or closed, now. */
function Number({ me, seat, what }: { me: Me; seat: SeatView; what: "open" | "close" }) {
  const w = useWords(lobbyWords);
  if (seat.kind === "desk" || !me.rights.includes("ask_twin"))
    return <b className="seat-no">{seat.number}</b>;
  return (
    <a
      className="seat-no"
      href={`${base}/office/#twin/${what}/${seat.number}`}
      aria-label={w(what === "open" ? "ifOpen" : "ifClose", { n: seat.number })}
    >
      {seat.number}
    </a>
  );
}
