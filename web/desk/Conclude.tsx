import { useState } from "react";
import { useWords } from "../shared/hooks";
import { consentOfReferral, CONTACTS, type Grant } from "../shared/verbs/customers";
import * as referrals from "../shared/verbs/referrals";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import type { ChoiceProps } from "./DeskDialogs";
import { ConsentForm } from "./file/ConsentForm";
import { fileWords } from "./file/words";
import { useWhom } from "./whom";
import { deskWords } from "./words";
import "./file/file.css";

type Part = "lost" | "consent" | undefined;

/** What came of it. Where a follow-up lacks the customer's consent it is taken here, and goes on. */
export function Conclude({ verbs, cut, referral, onClose }: ChoiceProps) {
  const w = useWords(deskWords);
  const f = useWords(fileWords);
  const s = useWords(staffWords);
  const whom = useWhom();
  const [part, open] = useState<Part>();
  const verb = named("conclude", referral);
  const off = cut ? s("waitForLine") : undefined;
  const conclude = (outcome: referrals.Outcome, reason: referrals.LostReason | "" = "") =>
    referrals.conclude(referral.id, referral.version, outcome, reason);
  const send = async (...said: Parameters<typeof conclude>) => {
    if (await verbs.run(verb, () => conclude(...said))) return onClose();
    if (verbs.get().refused?.problem.code !== "no_contact_consent") return;
    verbs.forget(); // no refusal, but the next thing to do
    open("consent");
  };
  const takeAndGoOn = async (grant: Grant) => {
    const both = async () => {
      await consentOfReferral(referral.id, referral.version, grant);
      await conclude("follow_up");
    };
    if (await verbs.run(verb, both)) onClose();
  };
  return (
    <Dialog title={w("concludeTitle", { who: whom(referral) })} onClose={onClose}>
      <div className="options">
        {!referral.held && (
          <>
            <Btn className="option" off={off} onPress={() => void send("convert")}>
              {w("outcome.convert")}
            </Btn>
            <Btn
              className="option"
              off={off}
              onPress={() => void send("follow_up")}
              aria-pressed={part === "consent"}
            >
              {w("outcome.follow_up")}
              <small>{w("followUpHow")}</small>
            </Btn>
          </>
        )}
        <Btn className="option" off={off} onPress={() => open("lost")} aria-pressed={part === "lost"}>
          {w("outcome.not_interested")}
        </Btn>
        <Btn className="option" off={off} onPress={() => void send("no_offer")}>
          {w("outcome.no_offer")}
          <small>{w("noOfferHow")}</small>
        </Btn>
      </div>
      {referral.held && <p>{s("heldHow")}</p>}
      {part === "lost" && (
        <>
          <h3 className="cap">{w("lostWhy")}</h3>
          <div className="options">
            {referrals.LOST.map((reason) => (
              <Btn
                key={reason}
                className="option"
                off={off}
                onPress={() => void send("not_interested", reason)}
              >
                {w(`lost.${reason}`)}
              </Btn>
            ))}
          </div>
        </>
      )}
      {part === "consent" && (
        <section className="consent-here" aria-live="polite">
          <h3 className="cap">{f("takeHere")}</h3>
          <p>{f("takeHereHow")}</p>
          <ConsentForm
            purposes={CONTACTS}
            send={f("takeAndGoOn")}
            off={off}
            onSend={(grant) => void takeAndGoOn(grant)}
          />
        </section>
      )}
      <Refusal verbs={verbs} of={verb} />
    </Dialog>
  );
}
