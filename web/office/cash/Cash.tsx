import { useState } from "react";
import type { Me } from "../../shared/api";
import { useWords } from "../../shared/hooks";
import {
  type CashDay,
  cashDayPath,
  type Preparation,
  preparationPath,
  reserveCash,
  type Wish,
} from "../../shared/verbs/cash";
import { Btn } from "../../staff/Btn";
import { HoldRow } from "../../staff/cash/HoldRow";
import { ReserveForm } from "../../staff/cash/ReserveForm";
import { cashWords } from "../../staff/cash/words";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { Notice } from "../../staff/StaffPage";
import { useAnswer } from "../../staff/useAnswer";
import { useRounds } from "../../staff/useRounds";
import { verbs as newVerbs } from "../../staff/verbs";
import { staffWords } from "../../staff/words";
import type { Moment } from "../policy/moments";
import { DayPick } from "./DayPick";
import { Notes } from "./Notes";
import { Wishes } from "./Wishes";
import { cashPageWords } from "./words";
import type { CashDesk } from "./desk";
import "./cash-page.css";

interface Props {
  me: Me;
  today: string; // the business date
  moment: Moment;
  cut: boolean;
  holds: readonly Wish[];
  asked: number;
  again: () => void;
}

/** Cash that customers reserved: the notes to get ready for a day, each reservation, what is held. */
export function Cash({ me, today, moment, cut, holds, asked, again }: Props) {
  const w = useWords(cashPageWords);
  const s = useWords(staffWords);
  const [verbs] = useState(() => newVerbs());
  const [chosen, choose] = useState<string>();
  const books = me.rights.includes("book");
  const prepares = me.rights.includes("prepare_cash");
  const branch = me.branch.id;
  const round = useRounds(asked);
  const list = useAnswer<Partial<CashDay>>(books ? cashDayPath(branch, chosen) : undefined, round);
  const needed = useAnswer<Partial<Preparation>>(
    prepares ? preparationPath(branch, chosen) : undefined,
    round,
  );
  const problem = list.problem ?? needed.problem;
  const wishes = books ? list.answer?.wishes : needed.answer?.reservations;
  const told = books ? list.answer : needed.answer;
  if (!wishes || !told?.day)
    return <Notice title={problem ? refusalText(problem) : s("loading")} late={!problem} />;
  const desk: CashDesk = { me, today, moment, verbs, again, off: cut ? s("waitForLine") : undefined };
  const days = list.answer?.days ?? (needed.answer?.earliest ? [needed.answer.earliest] : []);
  return (
    <main className="cash-page fades">
      <header>
        <h2>{w("title")}</h2>
        <p>{w(prepares ? "titleNote" : "titleNoteLobby")}</p>
        <span className="grow" />
        <Btn className="btn" onPress={() => window.print()}>
          <Icon name="paper" size={16} />
          {w("print")}
        </Btn>
      </header>
      {holds.length > 0 && <Held desk={desk} holds={holds} />}
      <DayPick {...{ today, days, final: told.final ?? [], day: told.day, choose }} />
      <div className={books ? "cash-columns" : "cash-columns is-one"}>
        <div className="cash-main">
          {needed.answer?.notes && <Notes desk={desk} preparation={needed.answer as Preparation} />}
          <Wishes desk={desk} wishes={wishes} day={told.day} />
        </div>
        {books && <New desk={desk} days={days} onReserved={choose} />}
      </div>
    </main>
  );
}

function Held({ desk, holds }: { desk: CashDesk; holds: readonly Wish[] }) {
  const w = useWords(cashWords);
  return (
    <section className="card cash-held" aria-label={w("holds")}>
      <header>
        <h3>{w("holds")}</h3>
        <span className="count">{holds.length}</span>
      </header>
      <ul>
        {holds.map((wish) => (
          <li key={wish.id}>
            <HoldRow
              {...{ wish, verbs: desk.verbs, off: desk.off, again: desk.again }}
              now={desk.moment.now}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NewProps {
  desk: CashDesk;
  days: readonly string[];
  onReserved: (day: string) => void;
}

/** A customer is here or on the telephone; afterwards the list shows their day. */
function New({ desk, days, onReserved }: NewProps) {
  const w = useWords(cashWords);
  const [made, count] = useState(0); // a fresh form for each
  return (
    <section className="card cash-new" aria-label={w("reserveTitle")}>
      <header>
        <h3>{w("reserveTitle")}</h3>
      </header>
      <p className="quiet">{w("reserveHow")}</p>
      <ReserveForm
        key={made}
        days={days}
        verbs={desk.verbs}
        verb="reserve"
        off={desk.off}
        send={async (wanted) => {
          const now = await reserveCash(desk.me.branch.id, wanted);
          count(made + 1);
          onReserved(now.day);
          desk.again();
        }}
      />
    </section>
  );
}
