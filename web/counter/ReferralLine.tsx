import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { whoHas } from "../staff/referrals";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { actsOn, type Declined, type ReferralAct, referralOf, undoSeconds } from "./referring";
import { counterWords } from "./words";

const SEND = {
  undo: referrals.undo,
  yes: referrals.yes,
  introduce: referrals.introduce,
} as const;

type Props = HandProps & { onDeclined: (declined: Declined) => void };

/** The referral of whoever is served here: who is asked, and what is left to do at this counter. */
export function ReferralLine({ me, state, ticket, verbs, now, cut, ask, onDeclined }: Props) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const referral = referralOf(state, ticket);
  if (!referral) return null;
  const { id, version, state: stage } = referral;
  const run = (act: ReferralAct) => {
    void verbs.run("referral", async () => {
      if (act === "card") ask({ kind: "card", card: await referrals.card(id, version) });
      else if (act === "refuse")
        onDeclined({ ...(await referrals.refuse(id, version)), visit: ticket.visit, since: now });
      else await SEND[act](id, version);
    });
  };
  const name = whoHas(referral, now) || w("target.head");
  return (
    <div className="row reopen refer-open">
      <Icon name="next" />
      <span className="grow">{w(stage === "submitted" ? "referAsks" : "referHas", { name })}</span>
      <Refusal verbs={verbs} of="referral" />
      {actsOn(referral, me.staff, now).map((act) => (
        <Btn key={act} onPress={() => run(act)} off={cut ? s("waitForLine") : undefined}>
          {act === "undo" ? w("refer.undo", { n: undoSeconds(referral, now) }) : w(`refer.${act}`)}
        </Btn>
      ))}
    </div>
  );
}
