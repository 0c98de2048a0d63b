import { Btn } from "./Btn";

export interface Choice<Value> {
  value: Value;
  label: string;
  small?: string | undefined;
  off?: string | undefined;
}

interface Props<Value> {
  label: string;
  choices: Choice<Value>[];
  chosen?: Value | undefined;
  onChoose: (value: Value) => void;
}

/** A handful of large choices, of which one may be chosen already. */
export function Choices<Value extends string>({ label, choices, chosen, onChoose }: Props<Value>) {
  return (
    <div className="options" role="group" aria-label={label}>
      {choices.map(({ value, label: text, small, off }) => (
        <Btn
          key={value}
          className="option"
          onPress={() => onChoose(value)}
          off={off}
          {...(chosen === undefined ? {} : { "aria-pressed": chosen === value })}
        >
          {text}
          {(off ?? small) && <small>{off ?? small}</small>}
        </Btn>
      ))}
    </div>
  );
}
