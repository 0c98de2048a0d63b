import { useLanguage, useWords } from "../shared/hooks";
import * as visits from "../shared/verbs/visits";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { Choices } from "../staff/Choices";
import type { SubjectDialogProps } from "./parts";
import { useSubjectName } from "./useSubjectName";
import { withNumber } from "./verbs";
import { lobbyWords } from "./words";

/** Whoever was greeted at the door has taken a number since: which one. */
export function JoinDialog({ subject, state, deeds, verbs, onClose }: SubjectDialogProps) {
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const name = useSubjectName()(subject);
  const lately = withNumber(state.tickets).sort((a, b) => Date.parse(b.issued_at) - Date.parse(a.issued_at));
  const join = async (ticket: string) => {
    const words = `${name} → ${state.tickets[ticket]?.number ?? ""}`;
    if (await deeds.act("join", words, () => visits.join(subject.visit, ticket))) onClose();
  };
  return (
    <Dialog title={w("joinTitle", { name })} onClose={onClose} wide>
      <p>{w("joinHow")}</p>
      <Choices
        label={w("verb.join")}
        choices={lately.map((ticket) => ({
          value: ticket.id,
          label: ticket.number,
          small: state.services[ticket.service]?.name[spoken],
        }))}
        onChoose={(ticket) => void join(ticket)}
      />
      <Refusal verbs={verbs} of="join" />
    </Dialog>
  );
}
