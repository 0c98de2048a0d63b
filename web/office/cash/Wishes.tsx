import { useLanguage, useWords } from "../../shared/hooks";
import { cancelCash, confirmCash, prepareCash, type Wish } from "../../shared/verbs/cash";
import { Btn } from "../../staff/Btn";
import { CashTag } from "../../staff/cash/CashTag";
import { mayCancel, money, nextStep, notesHeld, tailOf } from "../../staff/cash/model";
import { cashWords } from "../../staff/cash/words";
import { Menu, MenuItem } from "../../staff/Menu";
import { Refusal } from "../../staff/Refusal";
import { shortDay } from "../../staff/time";
import type { CashDesk } from "./desk";
import { cashPageWords } from "./words";

interface Props {
  desk: CashDesk;
  wishes: readonly Wish[];
  day: string;
}

/** Each wish for the day: what has become of it, and the one next step. */
export function Wishes({ desk, wishes, day }: Props) {
  const w = useWords(cashPageWords);
  const spoken = useLanguage();
  const sums = wishes.some(({ amount_fen }) => amount_fen !== undefined);
  return (
    <section className="card cash-wishes" aria-label={w("reservations")}>
      <header>
        <h3>{w("reservationsOf", { day: shortDay(day, spoken) })}</h3>
        <span className="count">{wishes.length}</span>
      </header>
      {wishes.length === 0 ? (
        <p className="empty">{w("reservationsNone")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{w("whose")}</th>
              <th scope="col">{w("state")}</th>
              {sums && (
                <th scope="col" className="number">
                  {w("left")}
                </th>
              )}
              {sums && <th scope="col">{w("inNotes")}</th>}
              <th scope="col">{w("step")}</th>
            </tr>
          </thead>
          <tbody>
            {wishes.map((wish) => (
              <Row key={wish.id} {...{ desk, wish, sums }} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps {
  desk: CashDesk;
  wish: Wish;
  sums: boolean;
}

function Row({ desk, wish, sums }: RowProps) {
  const w = useWords(cashPageWords);
  const c = useWords(cashWords);
  const tail = tailOf(wish);
  const { amount_fen = 0, left_fen = 0, notes = [] } = wish;
  return (
    <tr>
      <th scope="row">
        {tail ? c("tail", { n: tail }) : c("noPhone")}
        {!wish.reserved && <small>{w("atCounter", { number: wish.number ?? "" })}</small>}
      </th>
      <td>
        <CashTag state={wish.state} />
      </td>
      {sums && (
        <td className="number">
          <b>{money(left_fen)}</b>
          {left_fen !== amount_fen && <small>{w("ofWhole", { sum: money(amount_fen) })}</small>}
        </td>
      )}
      {sums && (
        <td className="cash-notes-held">
          {notesHeld(notes).map(({ yuan, count }) => (
            <span key={yuan}>{w("notesOf", { yuan, count: count.toLocaleString("en") })}</span>
          ))}
        </td>
      )}
      <td className="cash-steps">
        <Steps desk={desk} wish={wish} />
      </td>
    </tr>
  );
}

/** What this person may do next; else who does, or what is waited for. */
function Steps({ desk, wish }: Omit<RowProps, "sums">) {
  const w = useWords(cashPageWords);
  const { me, verbs, off, again } = desk;
  const name = `cash ${wish.id}`;
  const step = nextStep(wish, me);
  const run = async (send: () => Promise<unknown>) => {
    await verbs.run(name, send);
    again();
  };
  return (
    <>
      {step === "confirm" && (
        <Btn
          className="btn btn-primary"
          off={off}
          onPress={() => void run(() => confirmCash(wish.id, wish.version))}
        >
          {w("confirm")}
        </Btn>
      )}
      {step === "prepare" && (
        <Btn
          className="btn btn-primary"
          off={off}
          onPress={() => void run(() => prepareCash(wish.id, wish.version))}
        >
          {w("prepare")}
        </Btn>
      )}
      {step === "second_person" && <span className="sub">{w("secondPerson")}</span>}
      {!step && <span className="sub">{w(waitsFor(wish))}</span>}
      {mayCancel(wish, me) && (
        <Menu className="btn" label={w("cancel")} button={w("cancel")} off={off}>
          {(["customer", "duplicate"] as const).map((reason) => (
            <MenuItem
              key={reason}
              onPress={() => void run(() => cancelCash(wish.id, wish.version, { reason }))}
            >
              {w(`reason.${reason}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
      <Refusal verbs={verbs} of={name} />
    </>
  );
}

const WAITS = {
  requested: "waitsConfirm",
  confirmed: "waitsPrepare",
  cash_prepared: "waitsCustomer",
  partly_paid: "waitsRest",
  held_for_fraud_check: "waitsReview",
  police_referred: "waitsPolice",
} as const;

function waitsFor({ state, reserved }: Wish) {
  if (state === "requested" && !reserved) return "waitsCounter";
  return state in WAITS ? WAITS[state as keyof typeof WAITS] : "over";
}
