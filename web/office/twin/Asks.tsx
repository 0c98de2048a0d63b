import { useId, useState } from "react";
import { useWords } from "../../shared/hooks";
import type { Change, What } from "../../shared/verbs/twin";
import { Btn } from "../../staff/Btn";
import { byWhat, changeKey, moves } from "./model";
import { useChangeText } from "./useChangeText";
import type { Services } from "./useServices";
import { twinWords } from "./words";

interface Props {
  changes: readonly Change[];
  chosen: Change | undefined;
  off: string | undefined;
  services: Services;
  onAsk: (change: Change) => void;
}

const ROWS: What[] = ["open", "close", "move", "divert", "discipline"];

/** A row of buttons for each kind of change that is possible now. */
export function Asks(props: Props) {
  const { changes } = props;
  const w = useWords(twinWords);
  return (
    <div className="twin-asks">
      {ROWS.filter((what) => byWhat(changes, what).length > 0).map((what) => (
        <div key={what}>
          <h3>{w(`row.${what}`)}</h3>
          <div role="group" aria-label={w(`row.${what}`)}>
            {what === "move" ? <Move {...props} /> : <Row {...props} what={what} />}
          </div>
        </div>
      ))}
    </div>
  );
}

function Row({ changes, chosen, off, services, onAsk, what }: Props & { what: What }) {
  const short = useChangeText("ask");
  const whole = useChangeText("do");
  const key = chosen && changeKey(chosen);
  return byWhat(changes, what).map((change) => (
    <Btn
      key={changeKey(change)}
      off={off}
      aria-pressed={changeKey(change) === key}
      aria-label={what === "divert" ? undefined : whole(change, services)} // what is seen says all
      onPress={() => onAsk(change)}
    >
      {short(change, services)}
    </Btn>
  ));
}

/** From where to where: too many pairs for a button each. */
function Move({ changes, chosen, off, onAsk }: Props) {
  const w = useWords(twinWords);
  const [from, to] = [useId(), useId()];
  const possible = moves(changes);
  const [wanted, want] = useState<{ from?: string; to?: string }>({});
  const source = possible.find((one) => one.from === wanted.from) ?? possible[0]!;
  const target = source.to.find((one) => one === wanted.to) ?? source.to[0]!;
  const pressed = chosen?.what === "move" && chosen.counter === source.from && chosen.other === target;
  return (
    <>
      <label htmlFor={from}>{w("moveFrom")}</label>
      <select id={from} value={source.from} onChange={(event) => want({ from: event.target.value })}>
        {possible.map((one) => (
          <option key={one.from} value={one.from}>
            {w("counter", { n: one.from })}
          </option>
        ))}
      </select>
      <label htmlFor={to}>{w("moveTo")}</label>
      <select
        id={to}
        value={target}
        onChange={(event) => want({ from: source.from, to: event.target.value })}
      >
        {source.to.map((one) => (
          <option key={one} value={one}>
            {w("counter", { n: one })}
          </option>
        ))}
      </select>
      <Btn
        off={off}
        aria-pressed={pressed}
        onPress={() => onAsk({ what: "move", counter: source.from, other: target })}
      >
        {w("reckon")}
      </Btn>
    </>
  );
}
