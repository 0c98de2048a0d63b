import { useWords } from "../shared/hooks";
import * as tickets from "../shared/verbs/tickets";
import type { TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { byNumber } from "../staff/people";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import type { PartProps } from "./parts";
import { ServiceOptions } from "./ServicePicks";
import { counterWords } from "./words";

const PARK: tickets.ParkReason[] = ["forms", "self_service", "errand", "rest"];

/** Send the customer in hand on: another counter, other business, or aside for a while. */
export function Transfer({
  state,
  verbs,
  ticket,
  onClose,
}: PartProps & { ticket: TicketView; onClose: () => void }) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const { id, version } = ticket;
  const send = async (post: () => Promise<unknown>) => {
    if (await verbs.run("transfer", post)) onClose();
  };
  const seats = byNumber(Object.values(state.seats));
  const services = Object.values(state.services).filter((service) => service.id !== ticket.service);
  return (
    <Dialog
      title={w("transferTitle", { number: ticket.number || s("withoutNumber") })}
      onClose={onClose}
      wide
    >
      <p>{w("transferHow")}</p>
      <h3 className="cap">{w("toCounter")}</h3>
      <div className="options">
        {seats.map((seat) => (
          <Btn
            key={seat.id}
            className="option"
            onPress={() => void send(() => tickets.transfer(id, version, { counter: seat.id }))}
            off={seat.state === "vacant" ? word("seat", "vacant") : undefined}
          >
            {s("counter", { n: seat.number })}
            <small>{seat.staff?.name ?? word("seat", seat.state)}</small>
          </Btn>
        ))}
      </div>
      <h3 className="cap">{w("toService")}</h3>
      <ServiceOptions
        services={services}
        onPick={(service) => void send(() => tickets.transfer(id, version, { service }))}
      />
      {ticket.state === "serving" && (
        <>
          <h3 className="cap">{w("aside")}</h3>
          <div className="options">
            {PARK.map((reason) => (
              <Btn
                key={reason}
                className="option"
                onPress={() => void send(() => tickets.park(id, version, reason))}
              >
                {word("parked", reason)}
              </Btn>
            ))}
          </div>
        </>
      )}
      <Refusal verbs={verbs} of="transfer" />
    </Dialog>
  );
}
