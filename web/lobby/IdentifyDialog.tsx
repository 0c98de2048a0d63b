import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import type { Need, TicketView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { Choices } from "./Choices";
import { ClassPart } from "./ClassPart";
import type { Marks } from "./deeds";
import { LinkPart } from "./LinkPart";
import { NEEDS } from "./needs";
import type { SubjectDialogProps } from "./LobbyDialogs";
import { SignalsPart } from "./SignalsPart";
import { UndoLine } from "./UndoLine";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";

/**
 * What was said or done, one tap each; care by sight or word; the class with its reason; whose visit it
 * is by an exact number. Signals and care are kept on the tablet while the line is cut.
 */
export function IdentifyDialog(props: SubjectDialogProps) {
  const { subject, cut, me, verbs, deeds, onClose } = props;
  const w = useWords(lobbyWords);
  const name = useSubjectName()(subject);
  const marks = me.rights.includes("mark_ticket");
  return (
    <Dialog title={w("identifyTitle", { number: name })} onClose={onClose} wide>
      <p>{cut ? w("pendingHow") : w("identifyHow")}</p>
      {me.rights.includes("note_signal") && <SignalsPart {...props} />}
      {marks && subject.ticket && <NeedPart {...props} ticket={subject.ticket} />}
      {marks && <ClassPart {...props} />}
      {marks && <LinkPart {...props} />}
      <UndoLine deeds={deeds} />
      <Refusal verbs={verbs} of={["signal", "mark", "class", "link", "undo"]} />
    </Dialog>
  );
}

/** It only adds care: no reason is asked for, and its kind is forgotten at the day's end. */
function NeedPart({ ticket, cut, deeds }: SubjectDialogProps & { ticket: TicketView }) {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  const before: Marks = { protected: ticket.protected, ...(ticket.need ? { need: ticket.need } : {}) };
  const mark = (marks: Marks, said: string) => {
    const words = `${w("verb.identify")} ${ticket.number} ${said}`;
    if (cut) return deeds.keepMark(ticket, words, marks);
    const send = () => tickets.mark(ticket.id, ticket.version, marks);
    const undo = (moved: tickets.Moved) => tickets.mark(ticket.id, moved.version, before);
    return void deeds.act("mark", words, send, undo);
  };
  const need = ticket.protected ? (ticket.need ?? "elder") : "none";
  return (
    <>
      <h3 className="cap">{w("issueNeed")}</h3>
      <Choices<Need | "none">
        label={w("issueNeed")}
        chosen={need}
        choices={[
          ...NEEDS.map((code) => ({ value: code, label: word("need", code) })),
          { value: "none" as const, label: w("needNone") },
        ]}
        onChoose={(value) =>
          value === "none"
            ? mark({ protected: false }, w("needNone"))
            : mark({ need: value, protected: true }, word("need", value))
        }
      />
    </>
  );
}
