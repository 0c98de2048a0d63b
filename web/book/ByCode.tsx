import { dayAndTime } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Call } from "../shared/icons";
import type { At } from "./at";
import { CodeForm } from "./CodeForm";
import { Frame } from "./Frame";
import type { Own } from "./own";
import { useSend } from "./useSend";
import { words } from "./words";

interface Props extends At {
  own: Own;
  kind: "cancel" | "come";
  send: (code: string) => Promise<void>;
}

/** What only whoever has the code may do with an appointment. */
export function ByCode({ page, own, kind, send: act }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const send = useSend();
  const cancels = kind === "cancel";
  return (
    <Frame
      page={page}
      title={w(cancels ? "cancelTitle" : "comeTitle")}
      more={w(cancels ? "cancelMore" : "comeMore")}
      back
    >
      <section className="card words">
        <p className="chosen">
          <b>{dayAndTime(own.slot_at, page.zone, spoken)}</b>
          <span>{own.service[spoken]}</span>
        </p>
        <CodeForm
          send={send}
          action={w(cancels ? "cancelYes" : "comeYes")}
          danger={cancels}
          onCode={(code) => void send.run(() => act(code))}
        />
        <p className="small">{w("codeLost")}</p>
        <a className="btn" href={`tel:${page.hotline}`}>
          <Call />
          {page.hotline}
        </a>
      </section>
    </Frame>
  );
}
