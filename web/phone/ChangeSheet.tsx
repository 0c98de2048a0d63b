import { Dialog } from "../shared/Dialog";
import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import { Go, SERVICE_ICONS } from "../shared/icons";
import { changeService } from "../shared/verbs/tickets";
import type { SheetProps } from "./parts";
import { words } from "./words";

export function ChangeSheet({ state, verb, onClose }: SheetProps) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket, services } = state;
  const others = Object.values(services)
    .filter((service) => service.state === "open" && service.id !== ticket.service.id)
    .sort((one, other) => one.order - other.order);
  const change = async (service: string) => {
    if (await verb.run(() => changeService(ticket.id, ticket.version, service))) onClose();
  };
  return (
    <Dialog label={w("changeTitle")} className="sheet" onClose={onClose}>
      <h2>{w("changeTitle")}</h2>
      <p>{w("changeHint")}</p>
      <div className="choices">
        {others.map((service) => {
          const Icon = SERVICE_ICONS[service.icon];
          return (
            <button
              key={service.id}
              className="item"
              disabled={verb.off}
              onClick={() => void change(service.id)}
            >
              <Icon />
              <span>
                <b>{service.name[spoken]}</b>
                <span>
                  {service.estimate.kind === "unknown"
                    ? w("changeWait", { n: service.waiting })
                    : estimateText(service.estimate, spoken)}
                </span>
              </span>
              <Go className="go" />
            </button>
          );
        })}
      </div>
      <button className="btn" onClick={onClose}>
        {w("lateNo")}
      </button>
    </Dialog>
  );
}
