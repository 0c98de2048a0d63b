import { useEffect } from "react";
import { useNow, useWords } from "../../shared/hooks";
import type { Wish } from "../../shared/verbs/cash";
import { holdClock } from "../../staff/cash/model";
import { useCashCode } from "../../staff/cash/useCashCode";
import { cashWords } from "../../staff/cash/words";
import { Icon } from "../../staff/icons";
import { Sentence } from "../../staff/Sentence";
import type { CashProps } from "./parts";
import { cashDeskWords } from "./words";

const AGAIN = 10_000;

/** A supervisor has been called; the payment waits for their look, and is no refusal. */
export function CashHeld({ me, state, ticket, cut, wish, now, again }: CashProps & { wish: Wish }) {
  const w = useWords(cashDeskWords);
  const c = useWords(cashWords);
  const code = useCashCode();
  const { hold } = wish;
  const turn = Math.floor(useNow(AGAIN) / AGAIN);
  useEffect(again, [again, turn]); // a supervisor may have looked meanwhile
  const clock = hold && holdClock(hold, now);
  return (
    <div className="cash-answer" role="status">
      <header>
        <Icon name="clock" size={18} />
        <b>{w(wish.state === "police_referred" ? "police" : "called")}</b>
        {hold && <span className="cash-why">{code("sign", hold.reason)}</span>}
        <span className="grow" />
        {clock && wish.state !== "police_referred" && (
          <span className="number">
            {c("heldFor", { time: clock.held })} ·{" "}
            {hold.late || clock.left === 0 ? c("reviewLate") : c("reviewIn", { n: clock.left })}
          </span>
        )}
      </header>
      <p>{w("say")}</p>
      <Sentence me={me} branch={state.branch.id} of={{ ticket: ticket.id, moment: "cash_hold" }} cut={cut} />
    </div>
  );
}
