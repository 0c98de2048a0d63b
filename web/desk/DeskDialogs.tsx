import { useWords } from "../shared/hooks";
import * as referrals from "../shared/verbs/referrals";
import type { ReferralView } from "../shared/views";
import { BookingsDialog } from "../staff/bookings/BookingsDialog";
import type { BookedFor } from "../staff/bookings/parts";
import { Btn } from "../staff/Btn";
import { CardDialog } from "../staff/CardDialog";
import { Dialog } from "../staff/Dialog";
import { KeyList } from "../staff/KeyList";
import { REDEEM, RedeemForm } from "../staff/RedeemForm";
import { Refusal } from "../staff/Refusal";
import { Conclude } from "../staff/talk/Conclude";
import { staffWords } from "../staff/words";
import { named } from "./actions";
import { FileSheet } from "./file/FileSheet";
import type { Asking, PartProps } from "./parts";
import { useWhom } from "./whom";
import { deskWords } from "./words";

export function DeskDialogs(props: PartProps & { asking: Asking | undefined }) {
  const { asking, state, ask } = props;
  const close = () => ask(undefined);
  if (asking?.kind === "keys") return <DeskKeyList onClose={close} />;
  if (asking?.kind === "card") return <CardDialog card={asking.card} onClose={close} />;
  if (asking?.kind === "bookings") return <Bookings {...props} customer={asking.customer} onClose={close} />;
  if (asking?.kind === "redeem") return <Redeem {...props} asking={asking} onClose={close} />;
  if (asking?.kind === "file")
    return (
      <FileSheet
        of={asking.of}
        verbs={props.verbs}
        cut={props.cut}
        onBook={
          props.me.rights.includes("book") ? (customer) => ask({ kind: "bookings", customer }) : undefined
        }
        onClose={close}
      />
    );
  // The present version of what was asked about: a verb of somebody else's in between is seen here, too.
  const referral = asking && state.referrals[asking.referral.id];
  if (!asking || !referral) return null;
  if (asking.kind === "handOn") return <HandOn {...props} referral={referral} onClose={close} />;
  return <Outcome {...props} referral={referral} onClose={close} />;
}

type ChoiceProps = PartProps & { referral: ReferralView; onClose: () => void };

function Outcome(props: ChoiceProps) {
  const who = useWhom()(props.referral);
  return <Conclude {...props} who={who} verb={named("conclude", props.referral)} />;
}

function HandOn({ verbs, referral, onClose }: ChoiceProps) {
  const w = useWords(deskWords);
  const whom = useWhom();
  const verb = named("handOn", referral);
  const send = async (reason: referrals.HandOnReason) => {
    if (await verbs.run(verb, () => referrals.handOn(referral.id, referral.version, reason))) onClose();
  };
  return (
    <Dialog title={w("handOnTitle", { who: whom(referral) })} onClose={onClose}>
      <p>{w("handOnHow")}</p>
      <div className="options">
        {referrals.HAND_ON.map((reason) => (
          <Btn key={reason} className="option" onPress={() => void send(reason)}>
            {w(`handOn.${reason}`)}
          </Btn>
        ))}
      </div>
      <Refusal verbs={verbs} of={verb} />
    </Dialog>
  );
}

type BookingProps = PartProps & { customer: BookedFor | undefined; onClose: () => void };

function Bookings({ customer, state, now, cut, verbs, onClose }: BookingProps) {
  const s = useWords(staffWords);
  return (
    <BookingsDialog
      customer={customer}
      branch={state.branch}
      date={state.day.date}
      services={state.services}
      live={state.appointments}
      now={now}
      off={cut ? s("waitForLine") : undefined}
      verbs={verbs}
      run={(verb, _words, send) => verbs.run(verb, send)}
      onClose={onClose}
    />
  );
}

type RedeemProps = PartProps & { asking: Asking & { kind: "redeem" }; onClose: () => void };

function Redeem({ asking: { visit, who }, cut, verbs, onClose }: RedeemProps) {
  const s = useWords(staffWords);
  return (
    <Dialog title={`${s("redeemTitle")} · ${who}`} onClose={onClose}>
      <RedeemForm
        visit={visit}
        verbs={verbs}
        run={(send) => verbs.run(REDEEM, send)}
        off={cut ? s("waitForLine") : undefined}
      />
    </Dialog>
  );
}

function DeskKeyList({ onClose }: { onClose: () => void }) {
  const w = useWords(deskWords);
  return (
    <KeyList
      onClose={onClose}
      keys={[
        ["Space", w("next.accept")],
        ["Enter", w("next.talk")],
      ]}
    />
  );
}
