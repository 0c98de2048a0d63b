import { useLanguage, useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import type { TicketDialogProps } from "./parts";
import { mergeTargets } from "./verbs";
import { lobbyWords } from "./words";

const PARK: tickets.ParkReason[] = ["forms", "self_service", "errand", "rest"];

/** Stand aside for a while, keeping the place. */
export function ParkDialog({ ticket, deeds, verbs, onClose }: TicketDialogProps) {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  const { id, version, number } = ticket;
  const park = async (reason: tickets.ParkReason) => {
    const words = `${w("verb.park")} ${number} ${word("parked", reason)}`;
    const send = () => tickets.park(id, version, reason);
    if (await deeds.act("park", words, send, (moved) => tickets.resume(id, moved.version))) onClose();
  };
  return (
    <Dialog title={w("parkTitle", { number })} onClose={onClose}>
      <p>{w("parkHow")}</p>
      <Choices
        label={w("verb.park")}
        choices={PARK.map((reason) => ({ value: reason, label: word("parked", reason) }))}
        onChoose={(reason) => void park(reason)}
      />
      <Refusal verbs={verbs} of="park" />
    </Dialog>
  );
}

/** An emergency goes before everybody. */
export function EmergencyDialog({ ticket, deeds, verbs, onClose }: TicketDialogProps) {
  const w = useWords(lobbyWords);
  const { id, version, number } = ticket;
  const put = async () => {
    const send = () => tickets.mark(id, version, { emergency: true });
    const undo = (moved: tickets.Moved) => tickets.mark(id, moved.version, { emergency: false });
    if (await deeds.act("emergency", `${w("verb.emergency")} ${number}`, send, undo)) onClose();
  };
  return (
    <Dialog title={w("emergencyTitle", { number })} onClose={onClose}>
      <p>{w("emergencyHow")}</p>
      <Confirm word={w("emergencyDo")} onConfirm={() => void put()} onClose={onClose} />
      <Refusal verbs={verbs} of="emergency" />
    </Dialog>
  );
}

/** One customer took two numbers: which one stays. */
export function MergeDialog({ ticket, state, deeds, verbs, onClose }: TicketDialogProps) {
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const { id, version, number } = ticket;
  const merge = async (into: string) => {
    const words = `${number} → ${state.tickets[into]?.number ?? ""}`;
    if (await deeds.act("merge", words, () => tickets.merge(id, version, into))) onClose();
  };
  return (
    <Dialog title={w("mergeTitle", { number })} onClose={onClose} wide>
      <p>{w("mergeHow")}</p>
      <Choices
        label={w("mergeInto")}
        choices={mergeTargets(state.tickets, ticket).map((other) => ({
          value: other.id,
          label: other.number,
          small: state.services[other.service]?.name[spoken],
        }))}
        onChoose={(into) => void merge(into)}
      />
      <Refusal verbs={verbs} of="merge" />
    </Dialog>
  );
}

/** Leaves without being served: final, so it is asked once more. */
export function AbandonDialog({ ticket, deeds, verbs, onClose }: TicketDialogProps) {
  const w = useWords(lobbyWords);
  const { id, version, number } = ticket;
  const abandon = async () => {
    if (await deeds.act("abandon", `${number} ${w("verb.abandon")}`, () => tickets.abandon(id, version)))
      onClose();
  };
  return (
    <Dialog title={w("abandonTitle", { number })} onClose={onClose}>
      <p>{w("abandonHow")}</p>
      <Confirm word={w("abandonDo")} onConfirm={() => void abandon()} onClose={onClose} grave />
      <Refusal verbs={verbs} of="abandon" />
    </Dialog>
  );
}

interface ConfirmProps {
  word: string;
  grave?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function Confirm({ word, grave = false, onConfirm, onClose }: ConfirmProps) {
  const s = useWords(staffWords);
  return (
    <div className="dialog-foot">
      <Btn onPress={onClose}>{s("cancel")}</Btn>
      <Btn className={grave ? "btn btn-danger" : "btn btn-primary"} onPress={onConfirm}>
        {word}
      </Btn>
    </div>
  );
}
