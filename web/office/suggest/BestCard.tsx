import { useState } from "react";
import { useWords } from "../../shared/hooks";
import type { SeatView } from "../../shared/views";
import { Btn } from "../../staff/Btn";
import { Refusal } from "../../staff/Refusal";
import type { Told } from "../../staff/suggest/model";
import { DECIDING, useDeciding } from "../../staff/suggest/useDeciding";
import { suggestWords } from "../../staff/suggest/words";
import type { SuggestText } from "../../staff/suggest/useSuggestText";
import { answeredBy, summonsOf } from "../../staff/summons";
import { verbs as newVerbs } from "../../staff/verbs";

interface Props {
  best: Told | undefined;
  may: boolean;
  text: SuggestText;
  again: () => void;
  seats: Record<string, SeatView>;
  now: number;
}

/** What is best done now: the effect, its interval, who waits longer for it; one tap says that it is done. */
export function BestCard({ best, may, text, again, seats, now }: Props) {
  const w = useWords(suggestWords);
  const [verbs] = useState(() => newVerbs());
  const deciding = useDeciding((verb, _words, send) => verbs.run(verb, send), again, seats);
  const { taken } = deciding;
  const asks = taken && summonsOf(taken.change, seats);
  if (taken)
    return (
      <section className="card best-card" aria-label={w("best")}>
        <p className="grow">
          <small>
            {w("taken")} · {text.deed(taken.change, "was")}
          </small>
          <span>{asks ? text.asked(asks, answeredBy(asks.seat, now)) : text.tell(taken.change)}</span>
        </p>
        <Btn onPress={deciding.put}>{w("read")}</Btn>
      </section>
    );
  if (!best) return null;
  const { one, costs, unsure } = best;
  const { line, before, after, low, high } = best.best;
  return (
    <section className="card best-card" aria-label={w("best")}>
      <p className="grow">
        <small>{w("bestOf", { who: text.who(line) })}</small>
        <span>
          {text.deed(one.change, "was")}{" "}
          <b>
            {before} → {after}
          </b>{" "}
          {w("bestUnit")} <em>{w("bestInterval", { low, high })}</em>
          {unsure && <span className="tag">{w("unsure")}</span>}
        </span>
      </p>
      <small className="best-cost">
        {text.cost(costs)}
        {typeof one.assumes === "number" && w("dot") + w("assumes", { n: Math.round(one.assumes * 100) })}
      </small>
      <Refusal verbs={verbs} of={DECIDING} />
      {may && (
        <>
          <Btn className="btn btn-primary" onPress={() => void deciding.take(one, "")}>
            {text.press(one.change, false)}
          </Btn>
          <Btn className="btn" onPress={() => void deciding.dismiss(one, "")}>
            {w("dismiss")}
          </Btn>
        </>
      )}
    </section>
  );
}
