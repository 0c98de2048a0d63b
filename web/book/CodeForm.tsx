import { type FormEvent, useState } from "react";
import { useWords } from "../shared/hooks";
import { Said } from "./Said";
import type { Send } from "./useSend";
import { words } from "./words";

interface Props {
  send: Send;
  action: string;
  danger?: boolean;
  onCode: (code: string) => void;
}

const DIGITS = 6;

/** Six digits from the message; the phone may fill them in by itself. */
export function CodeForm({ send, action, danger = false, onCode }: Props) {
  const w = useWords(words);
  const [code, setCode] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    onCode(code);
  }
  return (
    <form onSubmit={submit}>
      <label htmlFor="code">{w("codeLabel")}</label>
      <input
        id="code"
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={DIGITS}
        value={code}
        aria-invalid={send.problem?.code === "wrong_code"}
        onChange={(event) => {
          setCode(event.currentTarget.value.replace(/\D/g, ""));
          send.clear();
        }}
      />
      <Said send={send} />
      <button
        className={`btn ${danger ? "danger" : "primary"}`}
        disabled={send.busy || send.wait > 0 || code.length < DIGITS}
      >
        {send.busy ? w("sending") : action}
      </button>
    </form>
  );
}
