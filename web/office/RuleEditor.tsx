import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useStore, useWords } from "../shared/hooks";
import type { Parameter } from "../shared/verbs/parameters";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import type { Verbs } from "../staff/verbs";
import { staffWords } from "../staff/words";
import { DISCIPLINES, typed } from "./ruleModel";
import { useRuleText } from "./useRuleText";
import { officeWords } from "./words";

interface Props {
  rule: Parameter;
  off: string | undefined;
  verbs: Verbs;
  save: (name: string, value: number) => Promise<void>;
  close: () => void;
}

/** A value is typed, looked at once more as “from, to”, and only then sent. Esc leaves all as it was. */
export function RuleEditor({ rule, off, verbs, save, close }: Props) {
  const w = useWords(officeWords);
  const { valueText, typedText } = useRuleText();
  const [text, setText] = useState(typedText(rule, rule.value));
  const [wrong, setWrong] = useState<string>();
  const [next, setNext] = useState<number>();
  const [before] = useState(rule.value);

  function check(event: FormEvent) {
    event.preventDefault();
    const value = typed(rule, text);
    if (value === "notNumber" || value === "notClock") setWrong(w(value));
    else if (value === "outside")
      setWrong(w("outside", { least: typedText(rule, rule.least), most: typedText(rule, rule.most) }));
    else if (value === rule.value) close();
    else setNext(value);
  }
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
  const moved = rule.value !== before;
  return (
    <div className="rule-editor" onKeyDown={onKey}>
      {next === undefined ? (
        <form noValidate onSubmit={check}>
          <Field
            {...{ rule, text, wrong }}
            onText={(said) => {
              setText(said);
              setWrong(undefined);
              verbs.forget();
            }}
          />
          <button type="submit" className="btn btn-primary" disabled={off !== undefined} title={off}>
            {w("goOn")}
          </button>
          <Cancel close={close} />
        </form>
      ) : (
        <Sure {...{ rule, next, off, verbs, close }} save={() => save(rule.name, next)} />
      )}
      {moved && <p className="sub">{w("movedMeanwhile", { value: valueText(rule, rule.value) })}</p>}
      <Refusal verbs={verbs} of={rule.name} />
    </div>
  );
}

function Cancel({ close }: { close: () => void }) {
  const s = useWords(staffWords);
  return (
    <Btn className="btn" onPress={close}>
      {s("cancel")}
    </Btn>
  );
}

interface FieldProps {
  rule: Parameter;
  text: string;
  wrong: string | undefined;
  onText: (text: string) => void;
}

function Field({ rule, text, wrong, onText }: FieldProps) {
  const { unitText, boundsText, disciplineText } = useRuleText();
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const hint = useId();
  useEffect(() => input.current?.focus(), []);
  const shared = {
    ref: input,
    value: text,
    "aria-label": rule.title,
    "aria-describedby": hint,
  };
  if (rule.unit === "discipline")
    return (
      <select {...shared} onChange={(event) => onText(event.target.value)}>
        {DISCIPLINES.map((name, index) => (
          <option key={name} value={index}>
            {disciplineText(index)}
          </option>
        ))}
      </select>
    );
  return (
    <>
      <input
        {...shared}
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={wrong !== undefined}
        onChange={(event) => onText(event.target.value)}
      />
      <span>{unitText(rule)}</span>
      <span id={hint} role="status" className={wrong ? "refusal" : "sub"}>
        {wrong && <Icon name="alert" size={16} />}
        {wrong ?? boundsText(rule)}
      </span>
    </>
  );
}

interface SureProps {
  rule: Parameter;
  next: number;
  off: string | undefined;
  verbs: Verbs;
  save: () => Promise<void>;
  close: () => void;
}

function Sure({ rule, next, off, verbs, save, close }: SureProps) {
  const w = useWords(officeWords);
  const { valueText } = useRuleText();
  const { busy } = useStore(verbs);
  const button = useRef<HTMLFormElement>(null);
  useEffect(() => button.current?.querySelector("button")?.focus(), []);
  const values = { before: valueText(rule, rule.value), after: valueText(rule, next) };
  return (
    <form
      ref={button}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <b>{w("sure", values)}</b>
      <button
        type="submit"
        className="btn btn-primary"
        disabled={off !== undefined || busy !== undefined}
        title={off}
      >
        {w("confirm")}
      </button>
      <Cancel close={close} />
    </form>
  );
}
