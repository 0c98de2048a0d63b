import { base } from "../shared/base";
import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import * as tickets from "../shared/verbs/tickets";
import type { SeatView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Icon } from "../staff/icons";
import { Menu, MenuItem } from "../staff/Menu";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { vacantDesks } from "./model";
import type { PartProps } from "./parts";
import { deskWords } from "./words";

const REASONS: seats.PauseReason[] = ["lunch", "break", "errand", "system"];
const MINUTES = [5, 10, 15];
const VERBS = ["finish", "take", "open", "pause", "leave", "until"];

/** My desk as every staff screen sees it; without one, the desks to take. */
export function SeatCard(props: PartProps) {
  const { me, state, verbs } = props;
  const w = useWords(deskWords);
  if (!state.seat && !me.rights.includes("take_seat")) return null;
  return (
    <div className="card rm-card rm-seat fades">
      <header>
        <h2>{w("seat")}</h2>
        {state.seat && <SeatStateTag seat={state.seat} zone={state.branch.zone} />}
      </header>
      {state.seat ? <Mine {...props} seat={state.seat} /> : <Take {...props} />}
      <Refusal verbs={verbs} of={VERBS} />
    </div>
  );
}

function SeatStateTag({ seat, zone }: { seat: SeatView; zone: string }) {
  const w = useWords(deskWords);
  const word = useCodeWord();
  const { desk } = seat;
  if (!desk) return <span className="tag">{word("seat", seat.state)}</span>;
  const until = desk.until && w("until", { time: hourMinute(desk.until, zone) });
  const who =
    desk.state === "held" && desk.for ? w("heldFor", { number: desk.for }) : w(`desk.${desk.state}`);
  return (
    <span className={desk.state === "free" ? "tag tag-ok" : "tag tag-info"}>
      {[who, until].filter(Boolean).join(" · ")}
    </span>
  );
}

function Take({ state, verbs, cut }: PartProps) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const free = vacantDesks(state);
  if (free.length === 0) return <p className="empty">{w("takeNone")}</p>;
  return (
    <div className="rm-acts rm-pad">
      {free.map((seat) => (
        <Btn
          key={seat.id}
          className="btn btn-primary"
          onPress={() => void verbs.run("take", () => seats.take(seat.id, seat.version))}
          off={cut ? s("waitForLine") : undefined}
        >
          {w("take", { n: seat.number })}
        </Btn>
      ))}
    </div>
  );
}

function Mine({ me, state, verbs, cut, ask, seat }: PartProps & { seat: SeatView }) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const { id, version } = seat;
  const off = cut ? s("waitForLine") : undefined;
  const run = (verb: string, send: () => Promise<unknown>) => () => void verbs.run(verb, send);
  const working = seat.state === "open";
  const guest = seat.ticket === undefined ? undefined : state.tickets[seat.ticket];
  return (
    <>
      {seat.ticket && (
        <div className="rm-acts rm-pad" role="group" aria-label={w("stillMinutes")}>
          <span className="sub">{w("stillMinutes")}</span>
          {MINUTES.map((n) => (
            <Btn
              key={n}
              className="btn"
              onPress={run("until", () => seats.sayUntil(id, version, n))}
              off={off}
            >
              {s("minutes", { n })}
            </Btn>
          ))}
        </div>
      )}
      <div className="rm-acts rm-pad">
        {guest?.state === "serving" && (
          <Btn
            className="btn btn-primary"
            onPress={run("finish", () => tickets.finish(guest.id, guest.version))}
            off={off}
          >
            {w("finish")}
          </Btn>
        )}
        {guest && me.rights.includes("refer") && (
          <Btn
            className="btn"
            onPress={() =>
              ask({ kind: "redeem", visit: guest.visit, who: guest.number || s("withoutNumber") })
            }
            off={off}
          >
            {s("cardTitle")}
          </Btn>
        )}
        {working ? (
          <Menu
            label={w("pause")}
            className="btn"
            off={off}
            button={
              <>
                <Icon name="pause" />
                {w("pause")}
              </>
            }
          >
            {REASONS.map((reason) => (
              <MenuItem key={reason} onPress={run("pause", () => seats.pause(id, version, reason))}>
                {word("pause", reason)}
              </MenuItem>
            ))}
          </Menu>
        ) : (
          <Btn className="btn btn-primary" onPress={run("open", () => seats.open(id, version))} off={off}>
            {w("resume")}
          </Btn>
        )}
        <Btn
          className="btn"
          onPress={run("leave", () => seats.leave(id, version))}
          off={off ?? (seat.ticket ? w("leaveFirst") : undefined)}
        >
          {w("leave")}
        </Btn>
        <span className="grow" />
        <a className="btn" href={`${base}/counter/?counter=${id}`}>
          {w("calls")}
        </a>
      </div>
    </>
  );
}
