import { createPortal } from "react-dom";
import { hourMinute, hourMinuteSecond } from "../shared/clock";
import { estimateText } from "../shared/estimate";
import { useLanguage, useWords } from "../shared/hooks";
import type { KioskState } from "../shared/views";
import { Qr } from "./PhoneCode";
import { callTime } from "./Stub";
import type { TicketOnScreen } from "./flow";
import { words } from "./words";

/** The slip on 80 mm paper: seen only by the printer. */
export function Slip({ state, page, large }: { state: KioskState; page: TicketOnScreen; large: boolean }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket, service, came } = page;
  const { branch } = state;
  return createPortal(
    <article className={`slip${large ? " large" : ""}`} aria-hidden="true">
      <header>
        {branch.bank[spoken]} {branch.name[spoken]}
      </header>
      <div className="number">{ticket.number}</div>
      <p className="service">
        {service.name[spoken]}
        {ticket.counters.length > 0 && (
          <span> {w("counters", { counters: ticket.counters.join("、") })}</span>
        )}
      </p>
      <hr />
      <p className="facts">
        {came?.called_from
          ? w("calledFrom", { time: hourMinute(came.called_from, branch.zone) })
          : ticket.estimate.kind === "unknown"
            ? w("slipAhead", { n: ticket.ahead })
            : w("slipFacts", { n: ticket.ahead, wait: estimateText(ticket.estimate, spoken) })}
      </p>
      <p className="time">
        {came?.called_from ? w("calledFromMore") : callTime(ticket, branch.zone, spoken)}
      </p>
      {ticket.qr_svg && (
        <>
          <Qr svg={ticket.qr_svg} label="" />
          <p>{w("slipScan")}</p>
        </>
      )}
      <hr />
      <p>{w("slipTaken", { time: hourMinuteSecond(ticket.issued_at, branch.zone) })}</p>
      <p>{w("slipKeep")}</p>
    </article>,
    document.body,
  );
}
