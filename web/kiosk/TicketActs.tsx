import { useWords } from "../shared/hooks";
import { Hand, Phone, Print, Tick } from "../shared/icons";
import { printed } from "../shared/verbs/tickets";
import type { Page, TicketOnScreen } from "./flow";
import { printSlip } from "./print";
import { words } from "./words";

interface Props {
  page: TicketOnScreen;
  onPage: (page: Page) => void;
  onHome: () => void;
  onHelp: () => void;
}

/** Help, phone only, or paper. Whatever happens to the paper, the number stays. */
export function TicketActs({ page, onPage, onHome, onHelp }: Props) {
  const w = useWords(words);
  const { ticket, paper } = page;

  async function print() {
    onPage({ ...page, paper: "printing" });
    await new Promise(requestAnimationFrame);
    const ok = await printSlip();
    onPage({ ...page, paper: ok ? "printed" : "failed" });
    report(ok);
  }
  function report(ok: boolean) {
    printed(ticket.id, ok).catch(() => undefined); // the ledger misses a line; the customer misses nothing
  }
  function complain() {
    onPage({ ...page, paper: "failed" });
    report(false);
  }

  return (
    <div className="acts">
      <button className="btn aid" onClick={onHelp}>
        <Hand />
        {w("helpShort")}
      </button>
      {paper === "printed" || paper === "failed" ? (
        <>
          <button className="btn" onClick={paper === "printed" ? complain : () => void print()}>
            {paper === "failed" && <Print />}
            {w(paper === "printed" ? "notPrinted" : "printAgain")}
          </button>
          <button className="btn primary" onClick={onHome}>
            {w("home")}
          </button>
        </>
      ) : (
        <>
          {ticket.qr_svg &&
            (paper === "phone" ? (
              <button className="btn primary" onClick={onHome}>
                <Tick />
                {w("phoneDone")}
              </button>
            ) : (
              <button className="btn" onClick={() => onPage({ ...page, paper: "phone" })}>
                <Phone />
                {w("phoneOnly")}
              </button>
            ))}
          <button
            className={`btn${paper === "phone" ? "" : " primary"}`}
            disabled={paper === "printing"}
            onClick={() => void print()}
          >
            <Print />
            {w(paper === "printing" ? "printing" : "print")}
          </button>
        </>
      )}
    </div>
  );
}
