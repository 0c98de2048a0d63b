import { useLanguage, useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import * as tickets from "../shared/verbs/tickets";
import type { ServiceView, TicketView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

interface PickProps {
  services: ServiceView[];
  onPick: (service: string) => void;
}

/** Services as large choices, in the kiosk's order. */
export function ServiceOptions({ services, onPick }: PickProps) {
  const spoken = useLanguage();
  return (
    <div className="options">
      {[...services]
        .sort((a, b) => a.order - b.order)
        .map((service) => (
          <Btn key={service.id} className="option" onPress={() => onPick(service.id)}>
            {service.name[spoken]}
            <small>{service.hint[spoken]}</small>
          </Btn>
        ))}
    </div>
  );
}

type Closing = PartProps & { onClose: () => void };

/** One more thing for the customer in hand, on the same ticket. */
export function AddBusiness({ state, verbs, ticket, onClose }: Closing & { ticket: TicketView }) {
  const w = useWords(counterWords);
  const taken = new Set([ticket.service, ...ticket.more]);
  const services = Object.values(state.services).filter(
    (service) => state.seat.services.includes(service.id) && !taken.has(service.id),
  );
  const others = Object.values(state.services).filter(
    (service) => !state.seat.services.includes(service.id) && !taken.has(service.id),
  );
  const pick = async (service: string) => {
    if (await verbs.run("business", () => tickets.addService(ticket.id, ticket.version, service))) onClose();
  };
  return (
    <Dialog title={w("addBusiness")} onClose={onClose}>
      <p>{w("addBusinessHow", { number: ticket.number })}</p>
      <ServiceOptions services={[...services, ...others]} onPick={(service) => void pick(service)} />
      <Refusal verbs={verbs} of="business" />
    </Dialog>
  );
}

/** Somebody without a number: the business is chosen and the service begins. */
export function ServeWithout({ state, verbs, onClose }: Closing) {
  const w = useWords(counterWords);
  const { seat } = state;
  const services = Object.values(state.services).filter((service) => seat.services.includes(service.id));
  const pick = async (service: string) => {
    if (await verbs.run("serve", () => seats.serveWithoutTicket(seat.id, seat.version, service))) onClose();
  };
  return (
    <Dialog title={w("serveWithout")} onClose={onClose}>
      <p>{w("serveWithoutHow")}</p>
      <ServiceOptions services={services} onPick={(service) => void pick(service)} />
      <Refusal verbs={verbs} of="serve" />
    </Dialog>
  );
}
