import { useState } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import { LANGUAGES } from "../shared/language";
import * as referrals from "../shared/verbs/referrals";
import { noteSignal, signalsPath, type SignalWord } from "../shared/verbs/visits";
import type { TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { refusalText } from "../staff/refusal";
import { countNoted, countsHere } from "../staff/signals";
import { useAnswer } from "../staff/useAnswer";
import { staffWords } from "../staff/words";
import { Destinations } from "./Destinations";
import type { HandProps } from "./parts";
import { MoreSignals } from "./MoreSignals";
import { ReferralLine } from "./ReferralLine";
import { type Declined, type Destination, referralOf, signalsToChoose, slipTo } from "./referring";
import { RefusedLine } from "./RefusedLine";
import { counterWords } from "./words";
import "./refer.css";

/** A referral in two taps: what the customer did or said, then to whom; the second tap submits. */
export function Refer(props: HandProps) {
  const { ticket, state, cut } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const [agreed, agree] = useState(false);
  const [declined, decline] = useState<Declined>();
  const open = referralOf(state, ticket);
  const may = !open && !ticket.refused && !ticket.held;
  return (
    <section className="refer" aria-label={w("refer")}>
      <div className="row refer-head">
        {may && (
          <Btn
            className={agreed ? "btn refer-yes is-yes" : "btn refer-yes"}
            aria-pressed={agreed}
            onPress={() => agree(!agreed)}
            off={cut ? s("waitForLine") : undefined}
          >
            {w("saidYesToday")}
          </Btn>
        )}
        <span className="grow" />
        {may && <span className="quiet">{w("referHow")}</span>}
      </div>
      {may && <TwoTaps {...props} agreed={agreed} onDeclined={decline} />}
      {open && <ReferralLine {...props} onDeclined={decline} />}
      {!open && ticket.held && <p className="quiet">{s("heldHow")}</p>}
      {!open && !ticket.held && ticket.refused && (
        <RefusedLine {...props} declined={declined} onTakenBack={() => decline(undefined)} />
      )}
    </section>
  );
}

function TwoTaps(props: HandProps & { agreed: boolean; onDeclined: (declined: Declined) => void }) {
  const { ticket, state, verbs, now, agreed, ask, onDeclined } = props;
  const w = useWords(counterWords);
  const noted = ticket.signals ?? {};
  const [chosen, choose] = useState(Object.keys(noted)[0]);
  const send = async (to: Destination) => {
    const { visit } = ticket;
    const submit = async () => {
      if (chosen && !(chosen in noted)) {
        await noteSignal(visit, chosen);
        countNoted(chosen);
      }
      const made = await referrals.refer(visit, slipTo(to, agreed));
      if (to.kind === "refused")
        onDeclined({ ...(await referrals.refuse(made.id, made.version)), visit, since: now, by: "slip" });
      if (to.kind === "card") ask({ kind: "card", card: await referrals.card(made.id, made.version) });
    };
    await verbs.run("refer", submit);
  };
  return (
    <div className="refer-taps">
      <div className="refer-signals">
        <h3 className="cap">
          <i>1</i>
          {w("referSignal")}
        </h3>
        <Signals branch={state.branch.id} ticket={ticket} chosen={chosen} choose={choose} />
      </div>
      <div className="refer-to">
        <h3 className="cap">
          <i>2</i>
          {w("referTo")}
        </h3>
        <Destinations {...props} signalled={chosen !== undefined} onSend={(to) => void send(to)} />
      </div>
      <Refusal verbs={verbs} of="refer" />
    </div>
  );
}

interface SignalsProps {
  branch: string;
  ticket: TicketView;
  chosen: string | undefined;
  choose: (code: string) => void;
}

function Signals({ branch, ticket, chosen, choose }: SignalsProps) {
  const noted = ticket.signals ?? {};
  const w = useWords(counterWords);
  const { answer, problem } = useAnswer<{ signals: SignalWord[] }>(
    signalsPath(branch),
    LANGUAGES.indexOf(useLanguage()),
  );
  const [counts] = useState(countsHere); // nothing moves under the hand while somebody is served
  const [more, show] = useState(false);
  const { first, rest } = signalsToChoose(answer?.signals ?? [], noted, counts);
  const further = Object.values(rest).flat();
  const beyond = further.find(({ code }) => code === chosen);
  return (
    <>
      {problem && <p className="quiet">{refusalText(problem)}</p>}
      <ul className="refer-grid">
        {first.map(({ code, words }) => (
          <li key={code}>
            <Btn
              className="btn refer-signal"
              onPress={() => choose(code)}
              aria-pressed={code === chosen}
              title={code in noted ? `${words} · ${w("signalNoted")}` : words}
            >
              {words}
            </Btn>
          </li>
        ))}
        {further.length > 0 && (
          <li>
            <Btn
              className={beyond ? "btn refer-signal is-beyond" : "btn refer-signal"}
              onPress={() => show(true)}
              title={w("signalsMore", { n: further.length })}
            >
              {beyond?.words ?? w("signalsMore", { n: further.length })}
            </Btn>
          </li>
        )}
      </ul>
      {more && <MoreSignals {...{ rest, chosen, choose }} onClose={() => show(false)} />}
    </>
  );
}
