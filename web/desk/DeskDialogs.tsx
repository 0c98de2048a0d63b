import { useState } from "react";
import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import type { ReferralView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { CardDialog } from "../staff/CardDialog";
import { Dialog } from "../staff/Dialog";
import { KeyList } from "../staff/KeyList";
import { Refusal } from "../staff/Refusal";
import { named } from "./actions";
import type { Asking, PartProps } from "./parts";
import { useWhom } from "./whom";
import { deskWords } from "./words";

export function DeskDialogs(props: PartProps & { asking: Asking | undefined }) {
  const { asking, state, ask } = props;
  const close = () => ask(undefined);
  if (asking?.kind === "keys") return <DeskKeyList onClose={close} />;
  if (asking?.kind === "card") return <CardDialog card={asking.card} onClose={close} />;
  // The present version of what was asked about: a verb of somebody else's in between is seen here, too.
  const referral = asking && state.referrals[asking.referral.id];
  if (!asking || !referral) return null;
  const Chosen = asking.kind === "handOn" ? HandOn : Conclude;
  return <Chosen {...props} referral={referral} onClose={close} />;
}

type ChoiceProps = PartProps & { referral: ReferralView; onClose: () => void };

function HandOn({ verbs, referral, onClose }: ChoiceProps) {
  const w = useWords(deskWords);
  const whom = useWhom();
  const verb = named("handOn", referral);
  const send = async (reason: referrals.HandOnReason) => {
    if (await verbs.run(verb, () => referrals.handOn(referral.id, referral.version, reason))) onClose();
  };
  return (
    <Dialog title={w("handOnTitle", { who: whom(referral) })} onClose={onClose}>
      <p>{w("handOnHow")}</p>
      <div className="options">
        {referrals.HAND_ON.map((reason) => (
          <Btn key={reason} className="option" onPress={() => void send(reason)}>
            {w(`handOn.${reason}`)}
          </Btn>
        ))}
      </div>
      <Refusal verbs={verbs} of={verb} />
    </Dialog>
  );
}

function Conclude({ verbs, referral, onClose }: ChoiceProps) {
  const w = useWords(deskWords);
  const whom = useWhom();
  const [lost, setLost] = useState(false);
  const verb = named("conclude", referral);
  const send = async (outcome: referrals.Outcome, reason: referrals.LostReason | "" = "") => {
    const post = () => referrals.conclude(referral.id, referral.version, outcome, reason);
    if (await verbs.run(verb, post)) onClose();
  };
  return (
    <Dialog title={w("concludeTitle", { who: whom(referral) })} onClose={onClose}>
      <div className="options">
        <Btn className="option" onPress={() => void send("convert")}>
          {w("outcome.convert")}
        </Btn>
        <Btn className="option" onPress={() => void send("follow_up")}>
          {w("outcome.follow_up")}
          <small>{w("followUpHow")}</small>
        </Btn>
        <Btn className="option" onPress={() => setLost(true)} aria-pressed={lost}>
          {w("outcome.not_interested")}
        </Btn>
      </div>
      {lost && (
        <>
          <h3 className="cap">{w("lostWhy")}</h3>
          <div className="options">
            {referrals.LOST.map((reason) => (
              <Btn key={reason} className="option" onPress={() => void send("not_interested", reason)}>
                {w(`lost.${reason}`)}
              </Btn>
            ))}
          </div>
        </>
      )}
      <Refusal verbs={verbs} of={verb} />
    </Dialog>
  );
}

function DeskKeyList({ onClose }: { onClose: () => void }) {
  const w = useWords(deskWords);
  return (
    <KeyList
      onClose={onClose}
      keys={[
        ["Space", w("next.accept")],
        ["Enter", w("next.talk")],
      ]}
    />
  );
}
