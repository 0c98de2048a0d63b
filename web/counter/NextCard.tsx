import { Fragment } from "react";
import { minutesSince } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import { Tags } from "../staff/Tags";
import { staffWords } from "../staff/words";
import { following, passed } from "./model";
import type { PartProps } from "./parts";
import { PassingPicture } from "./PassingPicture";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";

/** Who is next, why, and whom that passes over. */
export function NextCard(props: PartProps) {
  const { state, verbs, cut, ask, changed } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const off = cut ? s("waitForLine") : state.waiting === 0 ? w("emptyLine") : undefined;
  return (
    <section className={`card next fades${changed.has("next") ? " changed" : ""}`}>
      <header>
        <h2>{w("next")}</h2>
        <span className="grow" />
        <span className="sub">{w("waitingHere", { n: state.waiting })}</span>
        <Btn className="btn" onPress={() => ask({ kind: "choose" })} off={off} aria-keyshortcuts="/">
          {w("choose")}
          <kbd>/</kbd>
        </Btn>
      </header>
      <Refusal verbs={verbs} of="choose" />
      {state.next ? (
        <NextBody {...props} />
      ) : (
        <p className="empty">{w(state.seat.desk?.state === "held" ? "ledKept" : "emptyLine")}</p>
      )}
    </section>
  );
}

function NextBody({ state, now, ask }: PartProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const ticket = state.next && state.tickets[state.next.ticket];
  if (!ticket || !state.next) return null;
  const over = passed(state);
  const later = following(state);
  const service = state.services[ticket.service]?.name[spoken];
  const minutes = ticket.expected && w("approximately", { n: Math.round(ticket.expected.p50) });
  return (
    <div className="next-body">
      <div className="row next-who">
        <span className="next-number">{ticket.number}</span>
        <div className="grow">
          <div className="row next-service">
            <b>{service}</b>
            <Tags of={ticket} />
          </div>
          <div className="quiet">
            {s("waitedFor", { n: minutesSince(ticket.issued_at, now) })}
            {minutes && ` · ${minutes}`}
          </div>
        </div>
      </div>
      <PassingPicture state={state} now={now} onChoose={(id) => ask({ kind: "choose", ticket: id })} />
      <dl>
        <dt>{w("why")}</dt>
        <dd>{w(`reason.${state.next.reason}` as CounterWord)}</dd>
        <dt>{w("passes")}</dt>
        <dd>
          {over.length === 0
            ? w("passesNobody")
            : over.map((one) => (
                <p key={one.id}>
                  <b>{one.number}</b>{" "}
                  {w("passedTimes", { n: minutesSince(one.issued_at, now), times: one.overtaken + 1 })}
                </p>
              ))}
        </dd>
      </dl>
      {later.length > 0 && (
        <div className="row next-later">
          <span>{w("later")}</span>
          {later.map((one, at) => (
            <Fragment key={one.id}>
              {at > 0 && <Icon name="chevron" size={14} />}
              <b>{one.number}</b>
            </Fragment>
          ))}
        </div>
      )}
    </div>
  );
}
