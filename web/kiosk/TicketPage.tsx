import { useLanguage, useWords } from "../shared/hooks";
import { Done, Warn } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import type { Page, TicketOnScreen } from "./flow";
import { Head } from "./Head";
import { Heard } from "./Heard";
import { Away, Early } from "./Kept";
import { PhoneCode } from "./PhoneCode";
import { Over, Question } from "./Question";
import { Stub } from "./Stub";
import { TicketActs } from "./TicketActs";
import type { Offering } from "./useOffer";
import { words } from "./words";

interface Props {
  live: Live<KioskState>;
  page: TicketOnScreen;
  large: boolean;
  left: number;
  offering: Offering;
  onPage: (page: Page) => void;
  onHome: () => void;
  onHelp: () => void;
}

/** The number, and everything that can be said about it honestly. */
export function TicketPage({ live, page, large, left, offering, onPage, onHome, onHelp }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket, service, paper, came } = page;
  const { stand } = offering;
  const failed = paper === "failed";
  return (
    <>
      <Head live={live} large={large}>
        <div className="paper" aria-live="assertive">
          <h1 className={`done${failed ? " failed" : ""}`}>
            {failed ? <Warn /> : <Done />}
            {w(failed ? "paperFailed" : paper === "printed" ? "printed" : "issued")}
          </h1>
          <div className={`no${ticket.number.length > 4 ? " long" : ""}`}>{ticket.number}</div>
          <p className="svc">
            <b>{large ? service.plain_name[spoken] : service.name[spoken]}</b>
            {ticket.counters.length > 0 && (
              <span>{w("counters", { counters: ticket.counters.join(spoken === "en" ? ", " : "、") })}</span>
            )}
          </p>
          {came?.state === "walk_in" && <p className="late">{w("cameLate")}</p>}
        </div>
      </Head>
      {stand?.name === "away" ? (
        <Away offering={offering} stand={stand} />
      ) : came?.called_from ? (
        <Early state={live.state} from={came.called_from} />
      ) : (
        <Stub state={live.state} ticket={ticket} />
      )}
      {stand?.name === "over" && <Over why={stand.why} />}
      {stand?.name === "asked" && paper !== "phone" && paper !== "failed" ? (
        <Question offering={offering} stand={stand} />
      ) : (
        <PhoneCode ticket={ticket} paper={paper} />
      )}
      <footer className="foot">
        <TicketActs page={page} onPage={onPage} onHome={onHome} onHelp={onHelp} />
        <div className="line">
          <Heard live={live} waits={false} />
          <span>{w("countdown", { n: left })}</span>
        </div>
      </footer>
    </>
  );
}
