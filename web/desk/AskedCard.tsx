import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { elapsed } from "../staff/time";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import { type Asked, askedOf, promiseFor } from "./model";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { PromiseActs, PromiseWords, refusedOf } from "./PromiseActs";
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

function AskedRow(props: PartProps & Asked) {
  const { state, acts, verbs, now, cut, changed, ask, referral, seconds } = props;
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const off = cut ? s("waitForLine") : undefined;
  const promise = promiseFor(state, referral, now);
  return (
    <li className={changed.has(referral.id) ? "rm-block is-changed" : "rm-block"}>
      <ReferralHead me={props.me} referral={referral} state={state}>
        <span className={seconds !== undefined && seconds <= 30 ? "rm-count rm-count-late" : "rm-count"}>
          {seconds === undefined ? w("waitsForHead") : elapsed(seconds)}
        </span>
      </ReferralHead>
      {promise && (
        <p className="row">
          <PromiseWords {...props} promise={promise} />
        </p>
      )}
      <div className="rm-acts">
        {referral.held && <p className="rm-held">{s("heldHow")}</p>}
        {!referral.held && (
          <Btn className="btn btn-primary" onPress={acts.on(referral).accept} off={off}>
            {w("accept")}
          </Btn>
        )}
        <Btn className="btn" onPress={() => ask({ kind: "handOn", referral })} off={off}>
          {w("handOn")}
        </Btn>
        {promise && <PromiseActs {...props} promise={promise} held={referral.held ?? false} beside />}
      </div>
      <Refusal verbs={verbs} of={[named("accept", referral), ...refusedOf(promise)]} />
    </li>
  );
}
