import { useState } from "react";
import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import { noteSignal, signalsPath, type SignalWord } from "../shared/verbs/visits";
import type { ReferralTarget, TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { refusalText } from "../staff/refusal";
import { useAnswer } from "../staff/useAnswer";
import { staffWords } from "../staff/words";
import { signalsToChoose } from "./referring";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

const TARGETS: ReferralTarget[] = ["rm", "marketing_rm", "e_banking"];

/** A referral in two taps: what the customer did or said, then to whom; the second tap submits. */
export function Refer({
  state,
  verbs,
  ticket,
  onClose,
}: PartProps & { ticket: TicketView; onClose: () => void }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const noted = ticket.signals ?? {};
  const [chosen, choose] = useState(Object.keys(noted)[0]);
  const [agreed, setAgreed] = useState(false);
  const { answer, problem } = useAnswer<{ signals: SignalWord[] }>(signalsPath(state.branch.id));
  const send = async (target: ReferralTarget) => {
    if (!chosen) return;
    const submit = async () => {
      if (!(chosen in noted)) await noteSignal(ticket.visit, chosen);
      const business = target === "rm" ? "wealth" : "other";
      await referrals.refer(ticket.visit, { target, business, spoken_yes: agreed });
    };
    if (await verbs.run("refer", submit)) onClose();
  };
  return (
    <Dialog title={w("referTitle", { number: ticket.number || s("withoutNumber") })} onClose={onClose} wide>
      <h3 className="cap">{w("referSignal")}</h3>
      {problem && <p>{refusalText(problem)}</p>}
      <div className="options refer-signals">
        {signalsToChoose(answer?.signals ?? [], noted).map(({ code, words }) => (
          <Btn key={code} className="option" onPress={() => choose(code)} aria-pressed={code === chosen}>
            {words}
            {code in noted && <small>{w("signalNoted")}</small>}
          </Btn>
        ))}
      </div>
      <label className="refer-yes">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        {w("saidYesToday")}
      </label>
      <h3 className="cap">{w("referTo")}</h3>
      <div className="options">
        {TARGETS.map((target) => (
          <Btn
            key={target}
            className="option"
            onPress={() => void send(target)}
            off={chosen ? undefined : w("signalFirst")}
          >
            {w(`target.${target}`)}
          </Btn>
        ))}
      </div>
      <Refusal verbs={verbs} of="refer" />
    </Dialog>
  );
}
