import { useState } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import { type CashDay, cashDayPath, type NewCash, reserveCash } from "../shared/verbs/cash";
import { Btn } from "../staff/Btn";
import { ReserveForm } from "../staff/cash/ReserveForm";
import { cashWords } from "../staff/cash/words";
import { Dialog } from "../staff/Dialog";
import { refusalText } from "../staff/refusal";
import { shortDay } from "../staff/time";
import { useAnswer } from "../staff/useAnswer";
import { staffWords } from "../staff/words";
import type { DialogProps } from "./parts";

/** Cash for another day, with a customer who stands here; once it is kept, no sum stays on the tablet. */
export function CashDialog({ state, verbs, cut, onClose }: DialogProps) {
  const w = useWords(cashWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const [made, setMade] = useState<string>(); // for this day
  const { answer, problem } = useAnswer<Partial<CashDay>>(cashDayPath(state.branch.id));
  const send = async (wanted: NewCash) => setMade((await reserveCash(state.branch.id, wanted)).day);
  return (
    <Dialog title={w("reserveTitle")} onClose={onClose}>
      {made ? (
        <>
          <section className="told" aria-live="polite">
            <h3>{w("reservedFor", { day: shortDay(made, spoken) })}</h3>
            <p>{w("reservedNext")}</p>
          </section>
          <div className="dialog-foot">
            <Btn className="btn btn-primary" onPress={onClose}>
              {s("close")}
            </Btn>
          </div>
        </>
      ) : (
        <>
          <p>{w("reserveHow")}</p>
          {answer?.days ? (
            <ReserveForm
              days={answer.days}
              verbs={verbs}
              verb="cash"
              off={cut ? s("waitForLine") : undefined}
              send={send}
            />
          ) : (
            <p>{problem ? refusalText(problem) : s("loading")}</p>
          )}
        </>
      )}
    </Dialog>
  );
}
