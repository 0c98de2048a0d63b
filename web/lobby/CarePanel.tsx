import { useLanguage, useWords } from "../shared/hooks";
import { Refusal } from "../staff/Refusal";
import { Tags } from "../staff/Tags";
import { WaitMark } from "../staff/WaitMark";
import { type CareReason, type CareRow, careRows } from "./care";
import { HelpRow } from "./HelpRow";
import type { PartProps } from "./parts";
import { subjectOf } from "./subject";
import { useSubjectName } from "./useSubjectName";
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
        <Refusal verbs={verbs} of={["answer", "closeHelp"]} />
      </header>
      {rows.length === 0 && <p className="empty">{w("careEmpty")}</p>}
      <ul className="people-list">
        {rows.map((row) =>
          row.help ? (
            <HelpRow key={row.key} {...props} call={row.help} />
          ) : (
            <PersonRow key={row.key} {...props} row={row} />
          ),
        )}
      </ul>
    </section>
  );
}

function PersonRow({ row, state, subject, choose, changed, folded }: PartProps & { row: CareRow }) {
  const spoken = useLanguage();
  const w = useWords(lobbyWords);
  const name = useSubjectName();
  const { ticket, key: id } = row;
  const who = subjectOf(state, id);
  if (!who) return null;
  const isChosen = subject?.id === id;
  const reason = (code: CareReason) =>
    w(`care.${code}`, {
      n: code === "limit" ? (ticket?.overtaken ?? 0) : row.minutes - state.promise_min,
      cap: ticket?.overtake_cap ?? "",
    });
  return (
    <li className={changed.has(id) ? "changed" : ""}>
      <button
        type="button"
        className={isChosen ? "people-row is-chosen" : "people-row"}
        aria-pressed={isChosen}
        onClick={() => choose(id)}
      >
        <WaitMark minutes={row.minutes} promise={state.promise_min} folded />
        <span className="grow">
          <span className="people-first">
            <b>{name(who)}</b>
            {!folded && <Tags of={ticket ?? who} />}
            <span className="people-service">
              {ticket ? state.services[ticket.service]?.name[spoken] : w("hinder.no_number")}
            </span>
          </span>
          <span className="people-second">{row.reasons.slice(0, 2).map(reason).join(" · ")}</span>
        </span>
      </button>
    </li>
  );
}
