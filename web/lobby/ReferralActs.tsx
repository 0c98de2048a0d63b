import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import type { Referred } from "../shared/verbs/referrals";
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
function useReferralWords({ referral, now }: Pick<Props, "referral" | "now">): string {
  const w = useWords(lobbyWords);
  const who = whoHas(referral, now);
  if (referral.receiver) return w("referralTaken", { name: who });
  const n = minutesSince(referral.since, now);
  return who ? w("referralAsks", { name: who, n }) : w("referralHead", { n });
}

export function ReferralLine(props: Props) {
  const name = useSubjectName();
  const { number = "", door } = props.referral;
  return (
    <p className="ask-line">
      <b>{name({ number, door })}</b> {useReferralWords(props)}
    </p>
  );
}

/** The same beside what was promised to its customer. */
export function ReferralSaid(props: Props) {
  return <small className="ask-also">{useReferralWords(props)}</small>;
}

/**
 * What the lobby may do for a referral: hear the customer's yes, bring both together, let it be. Whoever
 * is led to the desk is introduced there.
 */
export function ReferralActs({ referral, me, cut, deeds, led = false }: Props & { led?: boolean }) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const name = useSubjectName();
  if (!me.rights.includes("refer")) return null;
  const { id, version, state, spoken_yes, number = "", door } = referral;
  const off = cut ? s("waitForLine") : undefined;
  const act = (word: LobbyWord, send: () => Promise<Referred>, undo?: (said: Referred) => Promise<unknown>) =>
    void deeds.act("referral", `${w(word)} ${name({ number, door })}`, send, undo);
  return (
    <>
      {referral.held && <p className="quiet">{s("heldHow")}</p>}
      {!referral.held && !spoken_yes && (
        <Btn
          className="btn row-act"
          off={off}
          onPress={() =>
            act(
              "saidYes",
              () => referrals.yes(id, version),
              (said) => referrals.takeBackYes(id, said.version),
            )
          }
        >
          {w("saidYes")}
        </Btn>
      )}
      {!referral.held && spoken_yes && state === "accepted" && !led && (
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
        onPress={() =>
          act(
            "wantsNone",
            () => referrals.refuse(id, version),
            (said) => referrals.takeBackRefusal(id, said.version),
          )
        }
      >
        {w("wantsNone")}
      </Btn>
    </>
  );
}
