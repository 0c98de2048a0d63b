import { useState } from "react";
import { useWords } from "../../shared/hooks";
import { type CashFound, holdCash, type Sign, type Wish } from "../../shared/verbs/cash";
import { Btn } from "../../staff/Btn";
import { fenOf, money, tailOf, yuanOf } from "../../staff/cash/model";
import { useCashCode } from "../../staff/cash/useCashCode";
import { cashWords } from "../../staff/cash/words";
import { reservedToday } from "./cashing";
import type { CashProps } from "./parts";
import { SignsButton } from "./SignsButton";
import { cashDeskWords } from "./words";

const FOUND: CashFound[] = ["enough", "part", "none"];

/** Two taps: which sum it is, and what the supervisor says of the cash; the second tap asks the table. */
export function AskCash({ wish, today, askTable, off, ...props }: CashProps & { wish: Wish | undefined }) {
  const w = useWords(cashDeskWords);
  const c = useWords(cashWords);
  const code = useCashCode();
  const [chosen, choose] = useState<string>();
  const [typed, type] = useState("");
  const reserved = reservedToday(today.wishes);
  const known = wish ?? reserved.find(({ id }) => id === chosen);
  const yuan = yuanOf(typed);
  const which = known ? { reservation: known.id } : yuan ? { amount_fen: fenOf(yuan) } : undefined;
  const first = off ?? (which ? undefined : w("whichFirst"));
  return (
    <div className="cash-taps">
      <div>
        <h3 className="cap">
          <i>1</i>
          {w("which")}
        </h3>
        {known ? (
          <p className="cash-chosen">
            <b>{known.left_fen === undefined ? "" : money(known.left_fen)}</b>
            <span>
              {known.reserved
                ? `${c("tail", { n: tailOf(known) ?? "" })} · ${code("state", known.state)}`
                : w("notReserved")}
            </span>
            {!wish && (
              <Btn className="btn btn-quiet" onPress={() => choose(undefined)}>
                {w("another")}
              </Btn>
            )}
          </p>
        ) : (
          <>
            <ul className="cash-reserved">
              {reserved.map((each) => (
                <li key={each.id}>
                  <Btn className="btn" onPress={() => choose(each.id)}>
                    {c("tail", { n: tailOf(each) ?? "–" })}
                    <small>{code("state", each.state)}</small>
                  </Btn>
                </li>
              ))}
              {reserved.length === 0 && <li className="quiet">{w("noneReserved")}</li>}
            </ul>
            <label className="cash-sum">
              <span>{w("notReserved")}</span>
              <input
                inputMode="numeric"
                autoComplete="off"
                placeholder={c("sum")}
                value={typed}
                onChange={(event) => type(event.target.value)}
              />
            </label>
          </>
        )}
      </div>
      <div>
        <h3 className="cap">
          <i>2</i>
          {w("found")}
        </h3>
        <div className="cash-found">
          {FOUND.map((each) => (
            <Btn key={each} className="btn" off={first} onPress={() => askTable({ ...which, cash: each })}>
              {w(`found.${each}`)}
            </Btn>
          ))}
        </div>
        <p className="quiet">{w("promise")}</p>
      </div>
      <div className="cash-aside">
        <SignsButton
          off={first}
          onSign={(sign: Sign) =>
            wish
              ? void props.run(() => holdCash(wish.id, wish.version, { reason: sign }))
              : askTable({ ...which, signs: sign })
          }
        />
      </div>
    </div>
  );
}
