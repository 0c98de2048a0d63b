import type { ReactNode } from "react";
import { hourMinute } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Tags } from "../staff/Tags";
import { useAddress } from "../staff/useAddress";
import { staffWords } from "../staff/words";
import type { HandProps } from "./parts";
import { waitedMinutes } from "./model";
import { counterWords } from "./words";

interface Props extends Pick<HandProps, "me" | "ticket" | "state" | "now"> {
  caption: string;
  children: ReactNode;
}

/** The number, large, with what the teller should know before the first word. */
export function TicketHead({ me, ticket, state, now, caption, children }: Props) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const form = useAddress(me, ticket.class_by === "file" ? ticket.visit : undefined);
  const service = state.services[ticket.service];
  const taken = { time: hourMinute(ticket.issued_at, state.branch.zone), n: waitedMinutes(ticket, now) };
  return (
    <div className="row hand-head">
      <div className="grow">
        <h2 className="cap">{caption}</h2>
        <div className="row hand-who">
          <span className={ticket.number ? "hand-number" : "hand-number hand-unnumbered"}>
            {ticket.number || s("withoutNumber")}
          </span>
          <div className="hand-words">
            <div className="row hand-service">
              {form ? (
                <span>
                  {w("callThem")} <b>{form}</b>
                </span>
              ) : (
                <b>{service?.name[spoken]}</b>
              )}
              <Tags of={ticket} />
            </div>
            {ticket.number && <div className="quiet">{w("takenAt", taken)}</div>}
          </div>
        </div>
      </div>
      {children}
    </div>
  );
}
