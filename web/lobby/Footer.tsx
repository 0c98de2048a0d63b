import { hourMinute } from "../shared/clock";
import { estimateParts } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import type { ServiceView } from "../shared/views";
import { dueOf } from "../staff/bookings/model";
import { bookingWords } from "../staff/bookings/words";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Icon } from "../staff/icons";
import { staffWords } from "../staff/words";
import { NEXT_MOVE } from "./DayDialog";
import { spans } from "./paper";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** The day and its services: how far the day is, what each service waits, what is stopped. */
export function Footer(props: PartProps) {
  const { state, me, now, cut, ask } = props;
  const due = dueOf(state.bookings, now);
  const b = useWords(bookingWords);
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const off = cut ? s("waitForLine") : undefined;
  const { day, branch } = state;
  const move = NEXT_MOVE[day.state];
  const hours = `${hourMinute(day.opens_at, branch.zone)}–${hourMinute(day.closes_at, branch.zone)}`;
  const services = Object.values(state.services).sort((a, b) => a.order - b.order);
  return (
    <footer className="card foot">
      <div className="foot-day">
        <p>
          <b>{word("day", day.state)}</b>
          <small>{hours}</small>
        </p>
        {move && me.rights.includes("run_day") && (
          <Btn className="btn foot-act" onPress={() => ask({ kind: "day" })} off={off}>
            {w(`dayDo.${move}` as LobbyWord)}
          </Btn>
        )}
        {me.rights.includes("paper_numbers") && (
          <Btn
            className="btn foot-act"
            onPress={() => ask({ kind: "paper" })}
            off={Object.keys(state.paper).length > 0 ? undefined : off}
          >
            <Icon name="paper" size={18} />
            {w("paper")}
          </Btn>
        )}
        {me.rights.includes("book") && !cut && (
          <Btn className="btn foot-act" onPress={() => ask({ kind: "bookings" })}>
            <Icon name="clock" size={18} />
            {due ? b("openListDue", { n: due }) : b("openList")}
          </Btn>
        )}
      </div>
      <ul className="foot-services">
        {services.map((service) => (
          <li key={service.id}>
            <Service {...props} service={service} />
          </li>
        ))}
      </ul>
    </footer>
  );
}

function Service({ service, state, me, cut, ask }: PartProps & { service: ServiceView }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const stopped = service.notice !== undefined;
  const { figure, after } = estimateParts(service.estimate, spoken);
  const paper = cut ? spans(state.paper, service.id).join(s("and")) : "";
  const inside = (
    <>
      <b>{service.name[spoken]}</b>
      <small>
        {stopped ? (
          <em>
            <Icon name="ban" size={13} />
            {w("stopped")}
          </em>
        ) : paper ? (
          w("paperShort", { paper })
        ) : (
          <>
            <span className="foot-people">{w("waitingShort", { n: service.waiting })} · </span>
            {[figure, after].filter(Boolean).join(" ")}
          </>
        )}
      </small>
    </>
  );
  if (!me.rights.includes("stop_service")) return <div className="foot-service">{inside}</div>;
  return (
    <Btn
      className={stopped ? "foot-service is-stopped" : "foot-service"}
      onPress={() => ask({ kind: "service", service: service.id })}
      off={cut ? s("waitForLine") : undefined}
    >
      {inside}
    </Btn>
  );
}
