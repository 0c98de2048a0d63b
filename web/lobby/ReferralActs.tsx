import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import type { ReferralView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { whoHas } from "../staff/referrals";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

type Props = PartProps & { referral: ReferralView };

/** Whom a referral asks or who has it; nobody's name once it lies with the branch head. */
export function ReferralLine({ referral, now }: Props) {
  const w = useWords(lobbyWords);
  const name = useSubjectName();
  const { number = "", door, receiver, since } = referral;
  const who = whoHas(referral, now);
  return (
    <p className="ask-line">
      <b>{name({ number, door })}</b>{" "}
      {receiver
        ? w("referralTaken", { name: who })
        : who
          ? w("referralAsks", { name: who, n: minutesSince(since, now) })
          : w("referralHead", { n: minutesSince(since, now) })}
    </p>
  );
}

/** What the lobby may do for a referral: hear the customer's yes, bring both together, let it be. */
export function ReferralActs({ referral, me, cut, deeds }: Props) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const name = useSubjectName();
  if (!me.rights.includes("refer")) return null;
  const { id, version, state, spoken_yes, number = "", door } = referral;
  const off = cut ? s("waitForLine") : undefined;
  const act = (word: LobbyWord, send: () => Promise<unknown>) =>
    void deeds.act("referral", `${w(word)} ${name({ number, door })}`, send);
  return (
    <div className="ask-acts">
      {!spoken_yes && (
        <Btn
          className="btn row-act"
          off={off}
          onPress={() => act("saidYes", () => referrals.yes(id, version))}
        >
          {w("saidYes")}
        </Btn>
      )}
      {spoken_yes && state === "accepted" && (
        <Btn
          className="btn row-act btn-primary"
          off={off}
          onPress={() => act("introduced", () => referrals.introduce(id, version))}
        >
          {w("introduced")}
        </Btn>
      )}
      <Btn
        className="btn row-act"
        off={off}
        onPress={() => act("wantsNone", () => referrals.refuse(id, version))}
      >
        {w("wantsNone")}
      </Btn>
    </div>
  );
}
