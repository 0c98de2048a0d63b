import { useWords } from "../shared/hooks";
import { type Care, mark as markVisit } from "../shared/verbs/visits";
import type { Need } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import { ClassPart } from "./ClassPart";
import { LinkPart } from "./LinkPart";
import { NEEDS } from "./needs";
import type { SubjectDialogProps } from "./parts";
import { RedeemPart } from "./RedeemDialog";
import { SignalsPart } from "./SignalsPart";
import { markCare } from "./subject";
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
  const s = useWords(staffWords);
  const name = useSubjectName()(subject);
  const marks = me.rights.includes("mark_ticket");
  return (
    <Dialog title={w("identifyTitle", { number: name })} onClose={onClose} wide>
      <p>{cut ? w("pendingHow") : w("identifyHow")}</p>
      {me.rights.includes("note_signal") && <SignalsPart {...props} />}
      {me.rights.includes("mark_care") && <NeedPart {...props} />}
      {marks && <ClassPart {...props} />}
      {marks && <LinkPart {...props} />}
      {me.rights.includes("refer") && (
        <details className="link-part">
          <summary>{s("redeemTitle")}</summary>
          <RedeemPart {...props} />
        </details>
      )}
      <UndoLine deeds={deeds} />
      <Refusal verbs={verbs} of={["signal", "mark", "class", "link", "undo"]} />
    </Dialog>
  );
}

/** It only adds care: no reason is asked for, and its kind is forgotten at the day's end. */
function NeedPart({ subject, cut, deeds }: SubjectDialogProps) {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  const name = useSubjectName()(subject);
  const before: Care = {
    protected: subject.protected ?? "unknown",
    ...(subject.need ? { need: subject.need } : {}),
  };
  const mark = (care: Care, said: string) => {
    const words = `${w("verb.identify")} ${name} ${said}`;
    if (cut) return deeds.keepMark(subject, words, care);
    // By the visit: the number may be called, or end, within these seconds.
    const undo = ({ version }: { version: number }) => markVisit(subject.visit, version, before);
    return void deeds.act("mark", words, () => markCare(subject, care), undo);
  };
  const need = subject.protected
    ? (subject.need ?? "elder")
    : subject.protected === false
      ? "none"
      : undefined;
  return (
    <>
      <h3 className="cap">
        {w("issueNeed")} <small>{w("needUnasked")}</small>
      </h3>
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
