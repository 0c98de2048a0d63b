import { useWords } from "../shared/hooks";
import type { ReferralTarget } from "../shared/views";
import { Btn } from "../staff/Btn";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { type Adviser, advisersOf, type Destination } from "./referring";
import { counterWords } from "./words";

const OTHERS = ["marketing_rm", "e_banking"] as const satisfies ReferralTarget[];

interface Props extends HandProps {
  agreed: boolean;
  signalled: boolean;
  onSend: (to: Destination) => void;
}

/** To whom: the relationship managers by name with how soon, other posts, a card, or a refusal. */
export function Destinations({ state, now, cut, agreed, signalled, onSend }: Props) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const line = cut ? s("waitForLine") : undefined;
  const card = line ?? (signalled ? undefined : w("signalFirst"));
  const people = card ?? (agreed ? undefined : w("yesFirst"));
  const advisers = advisersOf(state, now);
  const soon = ({ free, minutes }: Adviser) =>
    free ? w("adviserFree") : minutes === undefined ? w("adviserBusy") : w("adviserSoon", { n: minutes });
  return (
    <ul className="refer-people">
      {advisers.map((adviser) => (
        <li key={adviser.id} className="refer-person">
          <Btn
            className={adviser.free ? "btn refer-to-one is-free" : "btn refer-to-one"}
            onPress={() => onSend({ kind: "rm", rm: adviser.id })}
            off={people}
          >
            <small>{soon(adviser)}</small>
            <b>{adviser.name}</b>
            <small>{w("adviserDesk", { n: adviser.desk })}</small>
          </Btn>
        </li>
      ))}
      {advisers.length === 0 && (
        <li className="refer-person">
          <Btn className="btn refer-to-one" onPress={() => onSend({ kind: "rm" })} off={people}>
            <b>{w("target.rm")}</b>
            <small>{w("adviserNone")}</small>
          </Btn>
        </li>
      )}
      {OTHERS.map((post) => (
        <li key={post}>
          <Btn className="btn refer-to-one" onPress={() => onSend({ kind: "post", post })} off={people}>
            <b>{w(`target.${post}`)}</b>
          </Btn>
        </li>
      ))}
      <li>
        <Btn className="btn refer-to-one" onPress={() => onSend({ kind: "card" })} off={card}>
          <b>{w("refer.card")}</b>
          <small>{w("cardHow")}</small>
        </Btn>
      </li>
      <li>
        <Btn className="btn refer-to-one" onPress={() => onSend({ kind: "refused" })} off={line}>
          <b>{w("refer.refuse")}</b>
          <small>{w("refuseHow")}</small>
        </Btn>
      </li>
    </ul>
  );
}
