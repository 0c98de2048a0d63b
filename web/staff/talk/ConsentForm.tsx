import { useState } from "react";
import { useWords } from "../../shared/hooks";
import { EVIDENCE, type Grant, type Purpose, SCOPES } from "../../shared/verbs/customers";
import { Btn } from "../Btn";
import { keep, kept } from "../keep";
import { talkWords } from "./words";
import "./talk.css";

interface Props {
  purposes: readonly Purpose[];
  send: string; // what the button says
  off: string | undefined;
  onSend: (grant: Grant) => void;
}

/** What the customer agrees to, which notice they were shown, and what shows it. A spoken yes is none. */
export function ConsentForm({ purposes, send, off, onSend }: Props) {
  const w = useWords(talkWords);
  const [purpose, setPurpose] = useState<Purpose>(purposes[0]!);
  const [scope, setScope] = useState<Grant["scope"]>("all");
  const [evidence, setEvidence] = useState<Grant["evidence"]>("signed_form");
  const [notice, setNotice] = useState(kept("notice") ?? "");
  const [reference, setReference] = useState("");
  const missing = notice.trim() === "" || reference.trim() === "" ? w("paperMissing") : undefined;
  const done = () => {
    keep("notice", notice.trim());
    onSend({ purpose, scope, evidence, notice: notice.trim(), reference: reference.trim() });
  };
  return (
    <form
      className="consent-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!(off ?? missing)) done();
      }}
    >
      <Choice
        label={w("purpose")}
        value={purpose}
        of={purposes}
        word={(each) => w(`purpose.${each}`)}
        pick={setPurpose}
      />
      <Choice
        label={w("scope")}
        value={scope}
        of={SCOPES}
        word={(each) => w(`scope.${each}`)}
        pick={setScope}
      />
      <Choice
        label={w("evidence")}
        value={evidence}
        of={EVIDENCE}
        word={(each) => w(`evidence.${each}`)}
        pick={setEvidence}
      />
      <Text label={w("reference")} value={reference} longest={40} hint="QY-2026-0412" set={setReference} />
      <Text label={w("notice")} value={notice} longest={20} hint="2026-1" set={setNotice} />
      <Btn className="btn btn-primary" type="submit" off={off ?? missing} onPress={() => {}}>
        {send}
      </Btn>
    </form>
  );
}

interface ChoiceProps<Code extends string> {
  label: string;
  value: Code;
  of: readonly Code[];
  word: (code: Code) => string;
  pick: (code: Code) => void;
}

function Choice<Code extends string>({ label, value, of, word, pick }: ChoiceProps<Code>) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => pick(event.target.value as Code)}>
        {of.map((each) => (
          <option key={each} value={each}>
            {word(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TextProps {
  label: string;
  value: string;
  longest: number;
  hint: string;
  set: (text: string) => void;
}

function Text({ label, value, longest, hint, set }: TextProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        value={value}
        maxLength={longest}
        placeholder={hint}
        autoComplete="off"
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}
