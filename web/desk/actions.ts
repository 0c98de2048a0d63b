/** The verbs of the desk, each with the version on screen, off where they can't be done now. */
import * as referrals from "../shared/verbs/referrals";
import type { DeskState, ReferralView } from "../shared/views";
import type { Verbs } from "../staff/verbs";
import { type Next, nextOf } from "./model";

export interface Acts {
  next: Next;
  accept: (() => void) | undefined; // the one that asks me first
  talk: (() => void) | undefined; // with the one who was introduced first
  on: (referral: ReferralView) => OnReferral;
}

export interface OnReferral {
  accept: () => void;
  yes: () => void;
  introduce: () => void;
  talk: () => void;
  refuse: () => void;
  left: () => void;
}

/** The name of a verb on one thing: its refusal stands beside that one. */
export const named = (verb: string, { id }: { id: string }) => `${verb}:${id}`;

export function actsOf(
  state: DeskState,
  rights: readonly string[],
  verbs: Verbs,
  now: number,
  cut: boolean,
): Acts {
  const next = nextOf(state, rights, now);
  const on = (referral: ReferralView): OnReferral => {
    const { id, version } = referral;
    const send = (verb: string, post: (id: string, version: number) => Promise<unknown>) => () => {
      if (!cut) void verbs.run(named(verb, referral), () => post(id, version));
    };
    return {
      accept: send("accept", referrals.accept),
      yes: send("yes", referrals.yes),
      introduce: send("introduce", referrals.introduce),
      talk: send("talk", referrals.talk),
      refuse: send("refuse", referrals.refuse),
      left: send("left", referrals.left),
    };
  };
  return {
    next,
    on,
    accept: !cut && next.kind === "accept" ? on(next.referral).accept : undefined,
    talk: !cut && next.kind === "talk" ? on(next.referral).talk : undefined,
  };
}
