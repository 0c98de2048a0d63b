import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import type { CustomerClass, Need } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { Choices } from "./Choices";
import type { Marks } from "./deeds";
import type { TicketDialogProps } from "./LobbyDialogs";
import { lobbyWords } from "./words";

export const NEEDS: Need[] = ["elder", "disabled", "pregnant", "infant"];
export const CLASSES: CustomerClass[] = ["ordinary", "potential", "vip"];

/** Class and protected need, by what was said or done. Kept on the tablet while the line is cut. */
export function IdentifyDialog({ ticket, cut, now, deeds, verbs, onClose }: TicketDialogProps) {
  const w = useWords(lobbyWords);
  const word = useCodeWord();
  const before: Marks = {
    class: ticket.class,
    protected: ticket.protected,
    ...(ticket.need ? { need: ticket.need } : {}),
  };
  const mark = async (marks: Marks, said: string) => {
    const words = `${w("verb.identify")} ${ticket.number} ${said}`;
    if (cut) {
      deeds.keepMark(ticket, words, marks, now);
      return onClose();
    }
    const send = () => tickets.mark(ticket.id, ticket.version, marks);
    const undo = (moved: tickets.Moved) => tickets.mark(ticket.id, moved.version, before);
    if (await deeds.act("mark", words, send, undo)) onClose();
  };
  const need = ticket.protected ? (ticket.need ?? "elder") : "none";
  return (
    <Dialog title={w("identifyTitle", { number: ticket.number })} onClose={onClose}>
      <p>{cut ? w("pendingHow") : w("identifyHow")}</p>
      <h3 className="cap">{w("issueNeed")}</h3>
      <Choices<Need | "none">
        label={w("issueNeed")}
        chosen={need}
        choices={[
          ...NEEDS.map((code) => ({ value: code, label: word("need", code) })),
          { value: "none" as const, label: w("needNone") },
        ]}
        onChoose={(value) =>
          void (value === "none"
            ? mark({ protected: false }, w("needNone"))
            : mark({ need: value, protected: true }, word("need", value)))
        }
      />
      <h3 className="cap">{w("issueClass")}</h3>
      <Choices<CustomerClass>
        label={w("issueClass")}
        chosen={ticket.class}
        choices={CLASSES.map((code) => ({ value: code, label: word("class", code) }))}
        onChoose={(value) => void mark({ class: value }, word("class", value))}
      />
      <Refusal verbs={verbs} of="mark" />
    </Dialog>
  );
}
