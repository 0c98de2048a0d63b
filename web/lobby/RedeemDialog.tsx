import { useWords } from "../shared/hooks";
import { Dialog } from "../staff/Dialog";
import { REDEEM, RedeemForm } from "../staff/RedeemForm";
import { staffWords } from "../staff/words";
import type { SubjectDialogProps } from "./parts";
import { useSubjectName } from "./useSubjectName";

/** Somebody who was given an experience card has come back with it. */
export function RedeemDialog(props: SubjectDialogProps) {
  const s = useWords(staffWords);
  const name = useSubjectName()(props.subject);
  return (
    <Dialog title={`${s("redeemTitle")} · ${name}`} onClose={props.onClose}>
      <RedeemPart {...props} />
    </Dialog>
  );
}

export function RedeemPart({ subject, cut, verbs, deeds }: SubjectDialogProps) {
  const s = useWords(staffWords);
  const name = useSubjectName()(subject);
  return (
    <RedeemForm
      visit={subject.visit}
      verbs={verbs}
      run={(send) => deeds.act(REDEEM, `${s("redeemTitle")} ${name}`, send)}
      off={cut ? s("waitForLine") : undefined}
    />
  );
}
