import { useCallback, useState } from "react";
import { useLanguage, useWords } from "../../shared/hooks";
import {
  type CashAsk,
  type CashAsked,
  type CashDay,
  cashDayPath,
  askCash,
  type Wish,
} from "../../shared/verbs/cash";
import { Icon } from "../../staff/icons";
import { Refusal } from "../../staff/Refusal";
import { refusalText } from "../../staff/refusal";
import { shortDay } from "../../staff/time";
import { useAnswer } from "../../staff/useAnswer";
import { staffWords } from "../../staff/words";
import type { HandProps } from "../parts";
import { AskCash } from "./AskCash";
import { stageOf, wishOf } from "./cashing";
import { CashChoices } from "./CashChoices";
import { CashHeld } from "./CashHeld";
import { cashDeskWords } from "./words";
import type { CashProps } from "./parts";
import "./cash-desk.css";

/** A large sum is wanted: reserved or not, what there is, and then what the table says; never a refusal. */
export function LargeCash(props: HandProps) {
  const { state, ticket, verbs, cut } = props;
  const w = useWords(cashDeskWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const [times, count] = useState(0);
  const [asked, setAsked] = useState<CashAsked>();
  const [moved, setMoved] = useState<string>(); // to this day
  const again = useCallback(() => count((n) => n + 1), []);
  const path = cashDayPath(state.branch.id, state.day.date);
  const { answer, problem } = useAnswer<Partial<CashDay>>(cut ? undefined : path, times);
  if (!answer?.wishes)
    return (
      <section className="cash-desk" aria-label={w("title")}>
        <p className="quiet">{problem ? refusalText(problem) : cut ? s("waitForLine") : s("loading")}</p>
      </section>
    );
  if (moved)
    return (
      <section className="cash-desk" aria-label={w("title")}>
        <p className="cash-over">
          <Icon name="check" size={18} />
          {w("moved", { day: shortDay(moved, spoken) })}
        </p>
      </section>
    );
  const today = answer as CashDay;
  const wish = wishOf(today.wishes, ticket.id);
  const stage = stageOf(wish, asked);
  const run = async (send: () => Promise<unknown>) => {
    const worked = await verbs.run("cash", send);
    again();
    return worked;
  };
  const askTable = (more: Partial<CashAsk>) =>
    void run(async () => {
      const said = { ticket: ticket.id, cash: "enough" as const, ...more };
      setAsked(await askCash(state.branch.id, said));
    });
  const shared: CashProps = {
    ...props,
    today,
    run,
    again,
    askTable,
    onMoved: setMoved,
    off: cut ? s("waitForLine") : undefined,
  };
  return (
    <section className="cash-desk" aria-label={w("title")}>
      <Stage {...shared} {...{ stage, wish, asked, forget: () => setAsked(undefined) }} />
      <Refusal verbs={verbs} of="cash" />
    </section>
  );
}

interface StageProps extends CashProps {
  stage: ReturnType<typeof stageOf>;
  wish: Wish | undefined;
  asked: CashAsked | undefined;
  forget: () => void;
}

function Stage({ stage, wish, asked, forget, ...props }: StageProps) {
  if (!wish || stage === "asking") return <AskCash {...props} wish={wish} />;
  if (stage === "held" || stage === "police") return <CashHeld {...props} wish={wish} />;
  const why = stage === "pay" || stage === "choose" ? asked?.why : undefined;
  return <CashChoices key={stage} {...props} {...{ wish, stage, why, forget }} />;
}
