import { useWords } from "../shared/hooks";
import { Camera, Tick } from "../shared/icons";
import type { Issued } from "../shared/verbs/tickets";
import type { Paper } from "./flow";
import { words } from "./words";

/** The way to the phone page, where the branch has a public address; otherwise only what to do without paper. */
export function PhoneCode({ ticket, paper }: { ticket: Issued; paper: Paper }) {
  const w = useWords(words);
  if (paper === "failed") {
    return (
      <section className="code photo">
        <span className="badge">
          <Camera />
        </span>
        <div>
          <h2>{w("paperFailedMore")}</h2>
        </div>
        {ticket.qr_svg && <Qr svg={ticket.qr_svg} label={w("phoneTitle")} />}
      </section>
    );
  }
  if (!ticket.qr_svg) return null;
  return (
    <section className={`code${paper === "phone" ? " only" : ""}`}>
      <Qr svg={ticket.qr_svg} label={w("phoneTitle")} />
      <div>
        <h2>{w(paper === "phone" ? "phoneScan" : "phoneTitle")}</h2>
        {paper === "phone" ? (
          <p>{w("phoneScanMore")}</p>
        ) : (
          <ul>
            {(["phoneAhead", "phoneRemind", "phoneLeave"] as const).map((key) => (
              <li key={key}>
                <Tick />
                {w(key)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** The server draws the code; nothing in it comes from a customer. */
export function Qr({ svg, label }: { svg: string; label: string }) {
  return <div className="qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />;
}
