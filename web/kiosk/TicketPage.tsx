import { useLanguage, useWords } from "../shared/hooks";
import { Done, Warn } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import type { Page } from "./flow";
import { Head } from "./Head";
import { Heard } from "./Heard";
import { PhoneCode } from "./PhoneCode";
import { Stub } from "./Stub";
import { TicketActs } from "./TicketActs";
import { words } from "./words";

export type TicketOnScreen = Extract<Page, { name: "ticket" }>;

interface Props {
  live: Live<KioskState>;
  page: TicketOnScreen;
  large: boolean;
  left: number;
  onPage: (page: Page) => void;
  onHome: () => void;
  onHelp: () => void;
}

/** The number, and everything that can be said about it honestly. */
export function TicketPage({ live, page, large, left, onPage, onHome, onHelp }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket, service, paper } = page;
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
        </div>
      </Head>
      <Stub state={live.state} ticket={ticket} />
      <PhoneCode ticket={ticket} paper={paper} />
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
