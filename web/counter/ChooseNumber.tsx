import { useState } from "react";
import { minutesSince } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import { Btn } from "../staff/Btn";
import { promiseOf } from "../staff/defaults";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { Tags } from "../staff/Tags";
import { WaitMark } from "../staff/WaitMark";
import { type Found, findWaiting, talkOf } from "./model";
import type { PartProps } from "./parts";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";

const BECAUSE = ["returned", "need", "booked", "complaint", "other"] as const;

interface Props extends PartProps {
  first: string | undefined; // chosen before the dialog opened
  onClose: () => void;
}

/** Calls one number out of turn, which always says why. */
export function ChooseNumber(props: Props) {
  const { state, verbs, now, first, onClose } = props;
  const w = useWords(counterWords);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(first);
  const found = findWaiting(state, typed);
  const ticket = chosen ? findWaiting(state, "").find(({ id }) => id === chosen) : undefined;
  const call = async (one: Found, reason: string) => {
    const { id, version } = state.seat;
    if (await verbs.run("choose", () => seats.callChosen(id, version, one.id, reason))) onClose();
  };
  return (
    <Dialog title={w("choose")} onClose={onClose}>
      <label className="field">
        <span>{w("chooseHow")}</span>
        <input
          type="search"
          value={typed}
          aria-label={w("chooseInput")}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(undefined);
          }}
          onKeyDown={(event) => event.key === "Enter" && setChosen(found[0]?.id)}
        />
      </label>
      {found.length === 0 && <p>{w("chooseNone")}</p>}
      {found.length > 0 && !ticket && (
        <ul className="choose-list">
          {found.slice(0, 8).map((one) => (
            <li key={one.id}>
              <ChooseRow found={one} {...{ state, now }} onPress={() => setChosen(one.id)} />
            </li>
          ))}
        </ul>
      )}
      {ticket && (
        <>
          <ChooseRow found={ticket} {...{ state, now }} onPress={() => setChosen(undefined)} pressed />
          <h3>{w("chooseReason", { number: ticket.number })}</h3>
          <div className="options">
            {BECAUSE.map((reason) => (
              <Btn
                key={reason}
                className="option"
                onPress={() => void call(ticket, reason)}
                off={talkOf(state) ? w("talkFirst") : undefined}
              >
                {w(`because.${reason}` as CounterWord)}
              </Btn>
            ))}
          </div>
        </>
      )}
      <Refusal verbs={verbs} of="choose" />
    </Dialog>
  );
}

interface RowProps extends Pick<PartProps, "state" | "now"> {
  found: Found;
  pressed?: boolean;
  onPress: () => void;
}

function ChooseRow({ found: { number, ticket }, state, now, pressed, onPress }: RowProps) {
  const spoken = useLanguage();
  return (
    <Btn className="choose-row" onPress={onPress} aria-pressed={pressed ?? false}>
      {ticket && (
        <WaitMark
          minutes={minutesSince(ticket.issued_at, now)}
          promise={promiseOf(state)}
          person={ticket}
          size={40}
        />
      )}
      <b>{number}</b>
      <span className="grow">{ticket && state.services[ticket.service]?.name[spoken]}</span>
      {ticket && <Tags of={ticket} />}
    </Btn>
  );
}
