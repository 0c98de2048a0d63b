import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import type { OfficeState, ServiceView } from "../shared/views";
import { staffWords } from "../staff/words";
import { officeWords } from "./words";

/** Each business: who waits for it, what a newcomer would wait, where it is done. */
export function Services({ state }: { state: OfficeState }) {
  const w = useWords(officeWords);
  const services = Object.values(state.services).sort((a, b) => a.order - b.order);
  return (
    <section className="card services" aria-label={w("services")}>
      <header>
        <h2>{w("services")}</h2>
        <span className="sub">{w("servicesSub")}</span>
      </header>
      <div className="counters-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{w("service")}</th>
              <th scope="col" className="number">
                {w("waiting")}
              </th>
              <th scope="col">{w("estimate")}</th>
              <th scope="col">{w("openAt")}</th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <Row key={service.id} service={service} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ service }: { service: ServiceView }) {
  const w = useWords(officeWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const off = service.state !== "open";
  return (
    <tr className={off ? "is-off" : ""}>
      <th scope="row">{service.name[spoken]}</th>
      <td className="number">{service.waiting}</td>
      <td>
        {service.state === "open" ? (
          estimateText(service.estimate, spoken)
        ) : (
          <span className="tag tag-warn">{w(service.notice ? "stopped" : service.state)}</span>
        )}
      </td>
      <td>{service.counters.join(s("and")) || w("nothing")}</td>
    </tr>
  );
}
