import { useLanguage, useWords } from "../shared/hooks";
import * as help from "../shared/verbs/help";
import { Btn } from "../staff/Btn";
import { overtakeCapOf } from "../staff/defaults";
import { Icon } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import { Tags } from "../staff/Tags";
import { secondsSince } from "../staff/time";
import { WaitMark } from "../staff/WaitMark";
import { staffWords } from "../staff/words";
import { type CareReason, type CareRow, careRows, HELP_SECONDS } from "./care";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";

/** Whom to look after first, and why; a help call can be answered here. */
export function CarePanel(props: PartProps) {
  const { state, now, verbs } = props;
  const w = useWords(lobbyWords);
  const rows = careRows(state, now);
  return (
    <section className="card care">
      <header>
        <h2>{w("care")}</h2>
        <span className="count">{rows.length}</span>
        <span className="grow" />
        <Refusal verbs={verbs} of="answer" />
      </header>
      {rows.length === 0 && <p className="empty">{w("careEmpty")}</p>}
      <ul className="people-list">
        {rows.map((row) =>
          row.help ? (
            <HelpRow key={row.key} {...props} row={row} />
          ) : (
            <PersonRow key={row.key} {...props} row={row} />
          ),
        )}
      </ul>
    </section>
  );
}

function HelpRow({ row, state, now, cut, verbs, deeds, me }: PartProps & { row: CareRow }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const call = row.help!;
  const number = call.ticket && (state.tickets[call.ticket]?.number ?? call.ticket);
  const left = Math.max(0, HELP_SECONDS - secondsSince(call.asked_at, now));
  const title = number
    ? w("helpBy", { number })
    : call.place
      ? w("helpAt", { place: /^\d+$/.test(call.place) ? s("counter", { n: call.place }) : call.place })
      : w("helpPlain");
  const answer = () => void deeds.act("answer", `${w("answer")} · ${title}`, () => help.answerHelp(call.id));
  return (
    <li className="people-row help-row">
      <span className="help-icon">
        <Icon name="bell" size={24} />
      </span>
      <div className="grow">
        <p className="people-first">
          <b>{title}</b>
        </p>
        <p className="people-second">
          {call.state === "escalated" || left === 0 ? w("helpEscalated") : w("helpLeft", { n: left })}
        </p>
      </div>
      {me.rights.includes("answer_help") && (
        <Btn
          className="btn btn-primary row-act"
          onPress={answer}
          off={cut ? s("waitForLine") : verbs.get().busy === "answer" ? w("answer") : undefined}
        >
          {w("answer")}
        </Btn>
      )}
    </li>
  );
}

function PersonRow({ row, state, chosen, choose, changed, folded }: PartProps & { row: CareRow }) {
  const spoken = useLanguage();
  const w = useWords(lobbyWords);
  const ticket = row.ticket!;
  const isChosen = chosen?.id === ticket.id;
  const reason = (code: CareReason) =>
    w(`care.${code}`, {
      n: code === "limit" ? ticket.overtaken : row.minutes - state.promise_min,
      cap: overtakeCapOf(ticket) ?? "",
    });
  return (
    <li className={changed.has(ticket.id) ? "changed" : ""}>
      <button
        type="button"
        className={isChosen ? "people-row is-chosen" : "people-row"}
        aria-pressed={isChosen}
        onClick={() => choose(ticket.id)}
      >
        <WaitMark minutes={row.minutes} promise={state.promise_min} folded />
        <span className="grow">
          <span className="people-first">
            <b>{ticket.number}</b>
            {!folded && <Tags ticket={ticket} />}
            <span className="people-service">{state.services[ticket.service]?.name[spoken]}</span>
          </span>
          <span className="people-second">{row.reasons.slice(0, 2).map(reason).join(" · ")}</span>
        </span>
      </button>
    </li>
  );
}
