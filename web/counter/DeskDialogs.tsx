import { useWords } from "../shared/hooks";
import { CardDialog } from "../staff/CardDialog";
import { KeyList } from "../staff/KeyList";
import { Conclude } from "../staff/talk/Conclude";
import { staffWords } from "../staff/words";
import { ChooseNumber } from "./ChooseNumber";
import { HandOver } from "./HandOver";
import { inHand, talkOf } from "./model";
import type { PartProps, Asking } from "./parts";
import { AddBusiness, ServeWithout } from "./ServicePicks";
import { Transfer } from "./Transfer";
import { counterWords } from "./words";

export function DeskDialogs(props: PartProps & { asking: Asking | undefined }) {
  const { asking, state, ask } = props;
  const close = () => ask(undefined);
  const hand = inHand(state);
  switch (asking?.kind) {
    case "transfer":
      return hand ? <Transfer {...props} ticket={hand} onClose={close} /> : null;
    case "business":
      return hand ? <AddBusiness {...props} ticket={hand} onClose={close} /> : null;
    case "conclude":
      return <Outcome {...props} onClose={close} />;
    case "card":
      return <CardDialog card={asking.card} onClose={close} />;
    case "serve":
      return <ServeWithout {...props} onClose={close} />;
    case "choose":
      return <ChooseNumber {...props} first={asking.ticket} onClose={close} />;
    case "handOver":
      return <HandOver {...props} onClose={close} />;
    case "keys":
      return <CounterKeyList onClose={close} />;
    default:
      return null;
  }
}

function Outcome({ state, verbs, cut, onClose }: PartProps & { onClose: () => void }) {
  const s = useWords(staffWords);
  const referral = talkOf(state);
  if (!referral) return null;
  const who = referral.number ?? s("withoutNumber");
  return <Conclude {...{ referral, who, verbs, cut, onClose }} verb="conclude" />;
}

function CounterKeyList({ onClose }: { onClose: () => void }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  return (
    <KeyList
      onClose={onClose}
      keys={[
        ["Space", w("callNext")],
        ["Enter", w("arrive")],
        ["R", w("recall")],
        ["N", w("pass")],
        ["T", w("transfer")],
        ["P", w("rate")],
        ["B", w("addBusiness")],
        ["F", w("refer")],
        ["F9", w("help")],
        ["/", s("find")],
      ]}
    />
  );
}
