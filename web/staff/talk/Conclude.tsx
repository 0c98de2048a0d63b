import { useState } from "react";
import { useWords } from "../../shared/hooks";
import { consentOfReferral, CONTACTS, type Grant } from "../../shared/verbs/customers";
import * as referrals from "../../shared/verbs/referrals";
import type { ReferralView } from "../../shared/views";
import { Btn } from "../Btn";
import { Dialog } from "../Dialog";
import { Refusal } from "../Refusal";
import type { Verbs } from "../verbs";
import { staffWords } from "../words";
import { ConsentForm } from "./ConsentForm";
import { talkWords } from "./words";

type Part = "lost" | "consent" | undefined;

interface Props {
  referral: ReferralView;
  who: string;
  verb: string; // its name: the refusal stands beside what it is about
  verbs: Verbs;
  cut: boolean;
  onClose: () => void;
}

/** What came of it. Where a follow-up lacks the customer's consent it is taken here, and goes on. */
export function Conclude({ referral, who, verb, verbs, cut, onClose }: Props) {
  const w = useWords(talkWords);
  const s = useWords(staffWords);
  const [part, open] = useState<Part>();
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
    <Dialog title={w("concludeTitle", { who })} onClose={onClose}>
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
          <h3 className="cap">{w("takeHere")}</h3>
          <p>{w("takeHereHow")}</p>
          <ConsentForm
            purposes={CONTACTS}
            send={w("takeAndGoOn")}
            off={off}
            onSend={(grant) => void takeAndGoOn(grant)}
          />
        </section>
      )}
      <Refusal verbs={verbs} of={verb} />
    </Dialog>
  );
}
