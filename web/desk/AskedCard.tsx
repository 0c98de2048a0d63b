import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { elapsed } from "../staff/time";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import { type Asked, askedOf } from "./model";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { ReferralHead } from "./ReferralHead";
import { deskWords } from "./words";

/** What asks me now: three minutes each, then the next one is asked. */
export function AskedCard(props: PartProps) {
  const w = useWords(deskWords);
  const asked = askedOf(props.state, props.me.rights, props.now);
  return (
    <ListCard
      className="rm-asked"
      title={w("asked")}
      note={w("askedHow")}
      count={asked.length}
      empty={w("askedEmpty")}
    >
      {asked.map((each) => (
        <AskedRow key={each.referral.id} {...props} {...each} />
      ))}
    </ListCard>
  );
}

function AskedRow({ state, acts, verbs, cut, changed, ask, referral, seconds }: PartProps & Asked) {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const off = cut ? s("waitForLine") : undefined;
  return (
    <li className={changed.has(referral.id) ? "rm-block is-changed" : "rm-block"}>
      <ReferralHead referral={referral} state={state}>
        <span className={seconds !== undefined && seconds <= 30 ? "rm-count rm-count-late" : "rm-count"}>
          {seconds === undefined ? w("waitsForHead") : elapsed(seconds)}
        </span>
      </ReferralHead>
      <div className="rm-acts">
        <Btn className="btn btn-primary" onPress={acts.on(referral).accept} off={off}>
          {w("accept")}
        </Btn>
        <Btn className="btn" onPress={() => ask({ kind: "handOn", referral })} off={off}>
          {w("handOn")}
        </Btn>
      </div>
      <Refusal verbs={verbs} of={named("accept", referral)} />
    </li>
  );
}
