import { useEffect } from "react";
import { Dialog } from "../shared/Dialog";
import { useLanguage, useWords } from "../shared/hooks";
import { Hand } from "../shared/icons";
import type { HelpView } from "../shared/views";
import type { Asking, Help } from "./useHelp";
import { type Key, words } from "./words";

/** What to tell somebody who called for help: it is never silent about who comes. */
export function helpWords(asking: Asking, view: HelpView | undefined): [Key, Key] {
  if (asking === "failed") return ["helpFailed", "helpFailedMore"];
  if (view?.state === "answered" && view.answered_by) return ["helpAnswered", "helpAnsweredMore"];
  if (view?.nobody) return ["helpNobody", "helpNobodyMore"];
  if (view?.state === "escalated") return ["helpEscalated", "helpEscalatedMore"];
  return asking === "asking" ? ["asking", "helpAskedMore"] : ["helpAsked", "helpAskedMore"];
}

export function HelpDialog({ help, view }: { help: Help; view: HelpView | undefined }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const [title, more] = helpWords(help.asking, view);
  const { close } = help;
  useEffect(() => {
    const timer = setTimeout(close, 20_000);
    return () => clearTimeout(timer);
  }, [title, close]);
  return (
    <Dialog label={w("help")} className={`ask ${help.asking}`} onClose={help.close}>
      <span className="badge">
        <Hand />
      </span>
      <div aria-live="polite">
        <h2>{w(title, { who: view?.answered_by?.[spoken] ?? "" })}</h2>
        <p>{w(more)}</p>
      </div>
      <button className="btn primary" onClick={help.close}>
        {w("fine")}
      </button>
    </Dialog>
  );
}
