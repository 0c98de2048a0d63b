import { useState } from "react";
import { useStore, useWords } from "../shared/hooks";
import type { Business } from "../shared/verbs/guidance";
import * as referrals from "../shared/verbs/referrals";
import type { ReferralTarget, ReferralView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import type { SubjectDialogProps } from "./parts";
import { UndoLine } from "./UndoLine";
import { useSubjectName } from "./useSubjectName";
import { nearestAdviser } from "./verbs";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const TARGETS: ReferralTarget[] = ["rm", "marketing_rm", "e_banking"];
const ABOUT: Business[] = ["wealth", "corporate", "fee", "other"];

/** Whom to, and whether the customer has said yes today; the first tap on a target submits. */
export function ReferDialog(props: SubjectDialogProps) {
  const { subject, state, deeds, verbs, cut, onClose } = props;
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const name = useSubjectName()(subject);
  const [yes, setYes] = useState(false);
  const [business, setBusiness] = useState<Business>("wealth");
  const [result, setResult] = useState<referrals.Referred>();
  /** What joined another is no referral of its own: a yes that it brought is all there is to undo. */
  const undo = ({ id, joined, version }: referrals.Referred) =>
    joined ? referrals.takeBackYes(joined, version) : referrals.undo(id, version);
  const undoable = ({ joined }: referrals.Referred) =>
    !joined || (yes && state.referrals[joined]?.spoken_yes === false);
  const refer = async (target: ReferralTarget) => {
    let answer: referrals.Referred | undefined;
    const slip = { target, business, spoken_yes: yes };
    const send = async () => (answer = await referrals.refer(subject.visit, slip));
    const said = `${w("verb.refer")} ${name}`;
    if ((await deeds.act("refer", said, send, undo, undoable)) && answer) setResult(answer);
  };
  const free = nearestAdviser(state);
  const off = cut ? s("waitForLine") : undefined;
  const undone = useStore(deeds).done[0]?.undone;
  if (result && !undone) {
    return (
      <Dialog title={w("verb.refer")} onClose={onClose}>
        <Told result={result} referral={state.referrals[result.joined ?? result.id]} />
        <UndoLine deeds={deeds} />
        <Refusal verbs={verbs} of="undo" />
        <div className="dialog-foot">
          <Btn className="btn btn-primary" onPress={onClose}>
            {s("close")}
          </Btn>
        </div>
      </Dialog>
    );
  }
  if (subject.held) {
    return (
      <Dialog title={w("referTitle", { name })} onClose={onClose}>
        <p>{s("heldHow")}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={w("referTitle", { name })} onClose={onClose}>
      <h3 className="cap">{w("referAbout")}</h3>
      <Choices<Business>
        label={w("referAbout")}
        chosen={business}
        choices={ABOUT.map((value) => ({ value, label: w(`business.${value}` as LobbyWord) }))}
        onChoose={setBusiness}
      />
      <Btn className="btn option" aria-pressed={yes} onPress={() => setYes(!yes)}>
        {w("spokenYes")}
        <small>{w("spokenYesHow")}</small>
      </Btn>
      <h3 className="cap">{w("referTo")}</h3>
      <Choices<ReferralTarget>
        label={w("referTo")}
        choices={TARGETS.map((value) => ({
          value,
          label: w(`target.${value}` as LobbyWord),
          off,
          small: value === "rm" ? (free ? w("adviserFree", { name: free }) : w("adviserNone")) : undefined,
        }))}
        onChoose={(target) => void refer(target)}
      />
      <Refusal verbs={verbs} of="refer" />
    </Dialog>
  );
}

function Told({
  result: { joined },
  referral,
}: {
  result: referrals.Referred;
  referral: ReferralView | undefined;
}) {
  const w = useWords(lobbyWords);
  const asked = (referral?.receiver ?? referral?.asks[0])?.name;
  return (
    <section className="told" aria-live="polite">
      <h3>{w(joined ? "referJoined" : "referMade")}</h3>
      <p>{asked ? w("referAsked", { name: asked }) : w("referAsks")}</p>
    </section>
  );
}
