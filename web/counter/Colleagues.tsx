import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { byNumber } from "../staff/people";
import { progressOf } from "../staff/service";
import { staffWords } from "../staff/words";
import { inHand } from "./model";
import { More } from "./More";
import type { PartProps } from "./parts";
import { useBelow } from "./useBelow";
import { useWhyNot } from "./why";
import { counterWords } from "./words";

/** The other counters: what each has in hand, and one tap to give this customer to it. */
export function Colleagues({ state, acts, verbs, now }: PartProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const whyNot = useWhyNot();
  const hand = inHand(state);
  const seats = byNumber(Object.values(state.seats)).filter((seat) => seat.state !== "vacant");
  const [list, below, further] = useBelow(seats.length);
  return (
    <section className="around-column">
      <h2>
        {w("colleagues")}
        <span className="count">{seats.length}</span>
      </h2>
      {seats.length === 0 && <p className="quiet">{w("colleaguesEmpty")}</p>}
      <ul className="around-two" ref={list}>
        {seats.map((seat) => {
          const current = seat.ticket ? state.tickets[seat.ticket] : undefined;
          const progress = current && progressOf(current, now);
          const doing = progress
            ? progress.expected
              ? w("minutesOf", { n: progress.minutes, of: progress.expected })
              : s("minutes", { n: progress.minutes })
            : seat.state === "open"
              ? seat.ticket
                ? word("seat", "open")
                : w("idle")
              : word("seat", seat.state);
          return (
            <li key={seat.id}>
              <b className="seat-number">{seat.number}</b>
              <span className="grow">
                {seat.staff?.name}
                <small className={progress?.overBy ? "slow" : ""}>{doing}</small>
              </span>
              <Btn
                onPress={() =>
                  hand &&
                  void verbs.run("colleague", () =>
                    tickets.transfer(hand.id, hand.version, { counter: seat.id }),
                  )
                }
                off={whyNot(acts.transfer)}
                aria-label={w("handToCounter", { n: seat.number })}
              >
                {w("handTo")}
              </Btn>
            </li>
          );
        })}
      </ul>
      <More n={below} onPress={further} />
    </section>
  );
}
