import { Dialog } from "../shared/Dialog";
import { useLanguage, useWords } from "../shared/hooks";
import { Call, Hand, Warn } from "../shared/icons";
import { askHelp } from "../shared/verbs/help";
import { abandon } from "../shared/verbs/tickets";
import { ChangeSheet } from "./ChangeSheet";
import { LateSheet } from "./LateSheet";
import { SettingsSheet } from "./SettingsSheet";
import { words } from "./words";
import type { Sheet, SheetProps } from "./parts";

/** What rises from below over the page: one question at a time. A refusal is told the same way. */
export function Sheets({ sheet, ...page }: SheetProps & { sheet: Sheet | undefined }) {
  if (page.verb.problem) return <Refusal {...page} />;
  switch (sheet) {
    case "late":
      return <LateSheet {...page} />;
    case "change":
      return <ChangeSheet {...page} />;
    case "settings":
      return <SettingsSheet {...page} />;
    case "cancel":
      return <CancelSheet {...page} />;
    case "help":
      return <HelpSheet {...page} />;
    case "voice":
      return <VoiceSheet {...page} />;
    default:
      return null;
  }
}

function Refusal({ verb, onClose }: SheetProps) {
  const w = useWords(words);
  const { problem } = verb;
  const close = () => {
    verb.clear();
    onClose();
  };
  return (
    <Dialog label={w("refused")} className="sheet" onClose={close}>
      <h2 className="warn">
        <Warn />
        {w("refused")}
      </h2>
      <p role="alert">{problem?.offline || !problem?.message ? w("offline") : problem.message}</p>
      <button className="btn primary" onClick={close}>
        {w("retry")}
      </button>
    </Dialog>
  );
}

function CancelSheet({ state: { ticket }, verb, onClose }: SheetProps) {
  const w = useWords(words);
  const cancel = async () => {
    if (await verb.run(() => abandon(ticket.id, ticket.version))) onClose();
  };
  return (
    <Dialog label={w("cancelTitle")} className="sheet" onClose={onClose}>
      <h2>{w("cancelTitle")}</h2>
      <p>{w("cancelHint")}</p>
      <div className="two even">
        <button className="btn danger" disabled={verb.off} onClick={() => void cancel()}>
          {w("cancelYes")}
        </button>
        <button className="btn primary" onClick={onClose}>
          {w("cancelNo")}
        </button>
      </div>
    </Dialog>
  );
}

function HelpSheet({ state: { branch, ticket, help }, verb, onClose }: SheetProps) {
  const w = useWords(words);
  const spoken = useLanguage();
  const pending = help && help.state !== "closed";
  const call = async () => {
    if (pending || (await verb.run(() => askHelp(branch.id, { ticket: ticket.id })))) onClose();
  };
  return (
    <Dialog label={w("helpTitle")} className="sheet" onClose={onClose}>
      <h2>
        {pending
          ? help.answered_by
            ? w("helpAnswered", { who: help.answered_by[spoken] })
            : w(help.nobody ? "helpNobody" : "helpAsked")
          : w("helpTitle")}
      </h2>
      <p>{w("helpHint", { number: ticket.number })}</p>
      <div className="two">
        <button className="btn" onClick={onClose}>
          {w("retry")}
        </button>
        {!pending && (
          <button className="btn primary" disabled={verb.off} onClick={() => void call()}>
            <Hand />
            {w("helpCall")}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function VoiceSheet({ state: { branch }, onClose }: SheetProps) {
  const w = useWords(words);
  return (
    <Dialog label={w("voiceTitle")} className="sheet" onClose={onClose}>
      <h2>{w("voiceTitle")}</h2>
      <p>{w("voiceMore", { number: branch.hotline })}</p>
      <div className="two">
        <button className="btn" onClick={onClose}>
          {w("retry")}
        </button>
        <a className="btn primary" href={`tel:${branch.hotline}`}>
          <Call />
          {branch.hotline}
        </a>
      </div>
    </Dialog>
  );
}
