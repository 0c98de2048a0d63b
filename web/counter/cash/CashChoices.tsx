import { useState } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import { convertCash, holdCash, payCash, payPart, rebookCash, type Wish } from "../../shared/verbs/cash";
import type { Words } from "../../shared/views";
import { Btn } from "../../staff/Btn";
import { fenOf, money, yuanOf } from "../../staff/cash/model";
import { ReserveForm } from "../../staff/cash/ReserveForm";
import { useCashCode } from "../../staff/cash/useCashCode";
import { Dialog } from "../../staff/Dialog";
import { Icon } from "../../staff/icons";
import { SaidButton } from "../../staff/SaidButton";
import { useSentence } from "../../staff/useSentence";
import { isPart, momentOf, type Stage } from "./cashing";
import type { CashProps } from "./parts";
import { SignsButton } from "./SignsButton";
import { cashDeskWords } from "./words";

interface Props extends CashProps {
  wish: Wish;
  stage: Stage;
  why: Words | undefined;
  forget: () => void;
}

/** It is paid now, or the customer chooses; each way is one tap. */
export function CashChoices(props: Props) {
  const { me, state, ticket, cut, wish, stage, why, forget, run, off } = props;
  const w = useWords(cashDeskWords);
  const spoken = useLanguage();
  const code = useCashCode();
  const [others, show] = useState(false);
  const left = wish.left_fen ?? 0;
  const moment = momentOf(stage, wish);
  const occasion = moment ? { ticket: ticket.id, moment, business: "large_cash" } : undefined;
  const told = useSentence(state.branch.id, occasion);
  const sentence = told && (
    <>
      <q className="cash-why" lang={told.language} title={why?.[spoken]}>
        {told.first.said}
      </q>
      <SaidButton me={me} branch={state.branch.id} told={told} cut={cut} className="btn btn-quiet" />
    </>
  );
  if (stage === "over")
    return (
      <p className="cash-over">
        <Icon name="check" size={18} />
        {code("state", wish.state)}
        {sentence}
      </p>
    );
  const choosing = stage !== "pay" || others;
  return (
    <div className="cash-answer">
      <header>
        <b>{w(stage === "pay" ? "payNow" : stage === "rest" ? "restOf" : "chooses", { sum: money(left) })}</b>
        {sentence ?? (why && <span className="cash-why">{why[spoken]}</span>)}
      </header>
      <div className="cash-ways">
        {stage !== "choose" && (
          <Btn
            className={stage === "pay" ? "btn btn-primary cash-pay" : "btn cash-pay"}
            off={off}
            onPress={() => void run(() => payCash(wish.id, wish.version))}
          >
            {w("payAll", { sum: money(left) })}
          </Btn>
        )}
        {stage === "pay" && !others && (
          <Btn className="btn" onPress={() => show(true)}>
            {w("otherwise")}
          </Btn>
        )}
        {choosing && <Ways {...props} />}
        <span className="grow" />
        {stage !== "rest" && (
          <Btn className="btn btn-quiet" onPress={forget}>
            {w("cashChanged")}
          </Btn>
        )}
        <SignsButton
          off={off}
          onSign={(reason) => void run(() => holdCash(wish.id, wish.version, { reason }))}
        />
      </div>
    </div>
  );
}

/** A part today, a transfer, another day. */
function Ways({ wish, run, off, today, verbs, onMoved }: Props) {
  const w = useWords(cashDeskWords);
  const [typed, type] = useState("");
  const [later, rebook] = useState(false);
  const yuan = yuanOf(typed);
  const part = isPart(yuan, wish) ? yuan : undefined;
  return (
    <>
      <div className="cash-part">
        <input
          inputMode="numeric"
          autoComplete="off"
          aria-label={w("partSum")}
          placeholder={w("partSum")}
          value={typed}
          aria-invalid={typed !== "" && part === undefined}
          onChange={(event) => type(event.target.value)}
        />
        <Btn
          className="btn"
          off={off ?? (part === undefined ? w("partHow") : undefined)}
          onPress={() => part && void run(() => payPart(wish.id, wish.version, { amount_fen: fenOf(part) }))}
        >
          {w("part")}
        </Btn>
      </div>
      <Btn className="btn" off={off} onPress={() => void run(() => convertCash(wish.id, wish.version))}>
        {w("transfer")}
      </Btn>
      <Btn className="btn" off={off} onPress={() => rebook(true)}>
        {w("anotherDay")}…
      </Btn>
      {later && (
        <Dialog
          title={w("anotherDayTitle", { sum: money(wish.left_fen ?? 0) })}
          onClose={() => rebook(false)}
        >
          <ReserveForm
            days={today.days}
            leftFen={wish.left_fen ?? 0}
            verbs={verbs}
            verb="cash"
            off={off}
            send={async ({ day, notes, phone }) => {
              onMoved((await rebookCash(wish.id, wish.version, { day, notes, phone })).day);
            }}
          />
        </Dialog>
      )}
    </>
  );
}
