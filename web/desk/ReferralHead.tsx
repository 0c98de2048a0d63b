import type { ReactNode } from "react";
import type { Me } from "../shared/api";
import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import type { DeskState, ReferralView } from "../shared/views";
import { HeldTag } from "../staff/Tags";
import { useAddressOf } from "../staff/useAddress";
import { ClassMark } from "./ClassMark";
import { useWhere } from "./where";
import { useWhom } from "./whom";
import { deskWords } from "./words";
import type { DeskWord } from "./words/zh-hans";

interface Props {
  me: Me;
  referral: ReferralView;
  state: DeskState;
  children?: ReactNode;
}

/** Who is referred, for what, by whom, and whether they agreed to be introduced. */
export function ReferralHead({ me, referral, state, children }: Props) {
  const w = useWords(deskWords);
  const whom = useWhom();
  const where = useWhere();
  const form = useAddressOf(me, state.came, referral.visit);
  const { source, since, business, spoken_yes } = referral;
  return (
    <div className="row rm-head">
      <b className="rm-number">{whom(referral)}</b>
      <span className="rm-words">
        <span className="row">
          {form && <b>{form}</b>}
          <ClassMark of={referral.class} />
          {w(`business.${business}` as DeskWord)}
          <span className={spoken_yes ? "tag tag-ok" : "tag"}>{w(spoken_yes ? "saidYes" : "notSaid")}</span>
          <HeldTag of={referral} />
        </span>
        <small>
          {where(state, referral)} ·{" "}
          {w("referredBy", { name: source.name || "–", time: hourMinute(since, state.branch.zone) })}
        </small>
      </span>
      {children}
    </div>
  );
}
