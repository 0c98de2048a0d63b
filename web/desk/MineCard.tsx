import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import type { PromiseView, ReferralView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { Menu, MenuItem } from "../staff/Menu";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import { FileButton } from "./file/FileButton";
import { mineOf, promiseFor } from "./model";
import { ListCard } from "./ListCard";
import type { PartProps } from "./parts";
import { PromiseActs, PromiseWords, refusedOf } from "./PromiseActs";
import { ReferralHead } from "./ReferralHead";
import { useWhom } from "./whom";
import { deskWords } from "./words";
import type { DeskWord } from "./words/zh-hans";

const VERBS = ["yes", "introduce", "talk", "refuse", "left", "card"];

/** What I took on: introduced, talked with, concluded. */
export function MineCard(props: PartProps) {
  const w = useWords(deskWords);
  const mine = mineOf(props.state);
  if (mine.length === 0) return null;
  return (
    <ListCard title={w("mine")} count={mine.length}>
      {mine.map((referral) => (
        <Mine key={referral.id} {...props} referral={referral} />
      ))}
    </ListCard>
  );
}

function Mine(props: PartProps & { referral: ReferralView }) {
  const { state, verbs, now, changed, referral } = props;
  const w = useWords(deskWords);
  const promise = promiseFor(state, referral, now);
  return (
    <li className={changed.has(referral.id) ? "rm-block is-changed" : "rm-block"}>
      <ReferralHead me={props.me} referral={referral} state={state}>
        <span className="tag tag-info">{w(`stage.${referral.state}` as DeskWord)}</span>
      </ReferralHead>
      {promise && (
        <p className="row">
          <PromiseWords {...props} promise={promise} />
        </p>
      )}
      <Steps {...props} promise={promise} />
      <Refusal verbs={verbs} of={[...VERBS.map((verb) => named(verb, referral)), ...refusedOf(promise)]} />
    </li>
  );
}

type StepsProps = PartProps & { referral: ReferralView; promise: PromiseView | undefined };

function Steps(props: StepsProps) {
  const { me, acts, verbs, cut, ask, referral, promise } = props;
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  const whom = useWhom();
  const off = cut ? s("waitForLine") : undefined;
  const on = acts.on(referral);
  const { state, spoken_yes } = referral;
  const giveCard = () =>
    void verbs.run(named("card", referral), async () => {
      ask({ kind: "card", card: await referrals.card(referral.id, referral.version) });
    });
  return (
    <div className="rm-acts">
      {referral.held && <p className="rm-held">{s("heldHow")}</p>}
      {!referral.held && state === "accepted" && !spoken_yes && (
        <Btn className="btn btn-primary" onPress={on.yes} off={off}>
          {w("next.yes")}
        </Btn>
      )}
      {promise && <PromiseActs {...props} promise={promise} held={referral.held ?? false} />}
      {!referral.held && state === "accepted" && promise?.state !== "led" && (
        <Btn
          className={spoken_yes && !promise ? "btn btn-primary" : "btn"}
          onPress={on.introduce}
          off={off ?? (spoken_yes ? undefined : w("yesFirst"))}
        >
          {w("next.introduce")}
        </Btn>
      )}
      {!referral.held && state === "introduced" && promise?.state !== "led" && (
        <Btn className="btn btn-primary" onPress={on.talk} off={off}>
          {w("next.talk")}
        </Btn>
      )}
      {state === "in_talk" && (
        <Btn className="btn btn-primary" onPress={() => ask({ kind: "conclude", referral })} off={off}>
          {w("next.conclude")}
        </Btn>
      )}
      {state !== "in_talk" && (
        <Btn className="btn" onPress={() => ask({ kind: "handOn", referral })} off={off}>
          {w("handOn")}
        </Btn>
      )}
      <FileButton {...{ me, cut, ask }} of={{ referral: referral.id }} />
      <Menu
        label={s("more")}
        className="btn"
        off={off}
        button={
          <>
            {s("more")}
            <Icon name="down" size={14} />
          </>
        }
      >
        {!referral.held && <MenuItem onPress={giveCard}>{w("card")}</MenuItem>}
        <MenuItem onPress={() => ask({ kind: "redeem", visit: referral.visit, who: whom(referral) })}>
          {s("redeemTitle")}
        </MenuItem>
        <MenuItem onPress={on.refuse}>{w("refuse")}</MenuItem>
        <MenuItem onPress={on.left}>{w("left")}</MenuItem>
      </Menu>
    </div>
  );
}
