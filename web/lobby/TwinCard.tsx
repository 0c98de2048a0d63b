import { useWords } from "../shared/hooks";
import type { Candidate } from "../shared/verbs/diversion";
import { Btn } from "../staff/Btn";
import { EffectLine } from "../staff/suggest/EffectLine";
import type { Told } from "../staff/suggest/model";
import { suggestWords } from "../staff/suggest/words";
import { answeredBy, summonsOf } from "../staff/summons";
import type { PartProps } from "./parts";
import { useOffer } from "./railActs";
import { subjectOf } from "./subject";
import type { TwinSaid } from "./twin";

interface Props extends PartProps {
  number: number;
  told: Told;
  people: Candidate[]; // who could be asked, where it is a diversion
  twin: TwinSaid;
}

/** One suggestion: now and then, the interval, who waits longer for it; one tap says that it is done. */
export function TwinCard({ number, told, people, twin, ...props }: Props) {
  const { me, state, folded } = props;
  const { text, deciding } = twin;
  const { one, best, costs, unsure } = told;
  const w = useWords(suggestWords);
  const who = text.who(best.line, folded);
  const does = useDoing(props, twin, told, people);
  const nobody = one.change.what === "divert" && people.length === 0; // a counter is free, or all were asked
  return (
    <article className="card sug twin-card">
      <header>
        <span className="twin-number">{number}</span>
        <h2>
          {people.length
            ? w("divertSome", {
                n: people.length,
                machine: text.machine(one.change.machine ?? ""),
              })
            : text.deed(one.change, "now")}
        </h2>
        {unsure && <span className="tag">{w("unsure")}</span>}
      </header>
      <p className="lab twin-measure">
        <span className="grow">{w("measure", { who })}</span>
        <span className="twin-level">{w("level")}</span>
      </p>
      <p className="twin-effect">
        <span>{best.before}</span>
        <i aria-hidden="true">→</i>
        <b>{best.after}</b>
        <small className="grow">{w("minutes")}</small>
        <span className="twin-range">
          <small>{w("level")}</small>
          <b>{w("range", { low: best.low, high: best.high })}</b>
          {unsure && <em>{w("unsure")}</em>}
        </span>
      </p>
      <EffectLine effect={best} who={who} promise={state.promise_min} />
      <p className="twin-cost">
        {people.length && costs.length === 0
          ? w("canDecline", {
              numbers: people
                .slice(0, NAMED)
                .map(({ number: of }) => of)
                .join(" "),
            })
          : text.cost(costs, folded)}
        {typeof one.assumes === "number" && w("dot") + w("assumes", { n: Math.round(one.assumes * 100) })}
      </p>
      {me.rights.includes("ask_twin") && (
        <div className="ask-acts">
          <Btn
            className={number === 1 ? "btn row-act btn-primary grow" : "btn row-act grow"}
            onPress={() => void does()}
            off={nobody ? w("nobodyToAsk") : undefined}
          >
            {text.press(one.change, true)}
            {nobody && <small>{w("nobodyToAsk")}</small>}
          </Btn>
          <Btn
            className="btn sug-no"
            onPress={() => void deciding.dismiss(one, w("dismissed", { text: text.deed(one.change, "was") }))}
          >
            {w("dismiss")}
          </Btn>
        </div>
      )}
    </article>
  );
}

const NAMED = 3;

/** Taken; where customers are meant, the first of them is asked with the same tap. */
function useDoing(props: PartProps, { deciding, text }: TwinSaid, { one }: Told, people: Candidate[]) {
  const w = useWords(suggestWords);
  const offer = useOffer(props);
  const [first] = people;
  const subject = first && subjectOf(props.state, first.ticket);
  return async () => {
    const done = await deciding.take(one, w("took", { text: text.deed(one.change, "was") }));
    if (!done || !subject || !props.me.rights.includes("offer_diversion")) return;
    deciding.put(); // the customer is asked next: nobody else has to be told
    await offer(subject);
  };
}

/** What was taken is done by people: who was asked, and what came of it. */
export function TakenCard({ state, now, twin: { text, deciding } }: PartProps & { twin: TwinSaid }) {
  const w = useWords(suggestWords);
  if (!deciding.taken) return null;
  const { change } = deciding.taken;
  const asks = summonsOf(change, state.seats);
  return (
    <article className="card sug twin-card">
      <header>
        <h2>{text.deed(change, "was")}</h2>
        <span className="tag tag-ok">{w("taken")}</span>
      </header>
      <p className="twin-tell">{asks ? text.asked(asks, answeredBy(asks.seat, now)) : text.tell(change)}</p>
      <div className="ask-acts">
        <Btn className="btn row-act grow" onPress={deciding.put}>
          {w("read")}
        </Btn>
      </div>
    </article>
  );
}
