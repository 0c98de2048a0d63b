import { useLanguage, useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { byNumber } from "../staff/people";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { Choices } from "../staff/Choices";
import type { TicketDialogProps } from "./parts";
import { lobbyWords } from "./words";

/** Other business under the same number, or a certain counter; the place is kept. */
export function TransferDialog({ ticket, state, deeds, verbs, onClose }: TicketDialogProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const word = useCodeWord();
  const { id, version, number, service } = ticket;
  const name = (code: string) => state.services[code]?.name[spoken] ?? "";
  const change = async (to: string) => {
    const send = () => tickets.changeService(id, version, to);
    const undo = (moved: tickets.Moved) => tickets.changeService(id, moved.version, service);
    if (await deeds.act("transfer", `${number} → ${name(to)}`, send, undo)) onClose();
  };
  const send = async (counter: string) => {
    const words = `${number} → ${s("counter", { n: state.seats[counter]?.number ?? "" })}`;
    if (await deeds.act("transfer", words, () => tickets.transfer(id, version, { counter }))) onClose();
  };
  return (
    <Dialog title={w("transferTitle", { number })} onClose={onClose} wide>
      <h3 className="cap">{w("changeService")}</h3>
      <Choices
        label={w("changeService")}
        choices={Object.values(state.services)
          .filter((one) => one.id !== service)
          .sort((a, b) => a.order - b.order)
          .map((one) => ({
            value: one.id,
            label: one.name[spoken],
            small: w("waitingShort", { n: one.waiting }),
            off: one.notice ? w("stopped") : undefined,
          }))}
        onChoose={(to) => void change(to)}
      />
      {ticket.state === "waiting" && (
        <>
          <h3 className="cap">{w("toCounter")}</h3>
          <Choices
            label={w("toCounter")}
            choices={byNumber(Object.values(state.seats)).map((seat) => ({
              value: seat.id,
              label: s("counter", { n: seat.number }),
              small: seat.staff?.name,
              off:
                seat.state === "vacant"
                  ? word("seat", "vacant")
                  : seat.services.includes(service)
                    ? undefined
                    : seat.services.map(name).join(s("and")),
            }))}
            onChoose={(counter) => void send(counter)}
          />
        </>
      )}
      <Refusal verbs={verbs} of="transfer" />
    </Dialog>
  );
}
