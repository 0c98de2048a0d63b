import { useStore, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { elapsed, secondsSince } from "../staff/time";
import { staffWords } from "../staff/words";
import { refusalText } from "../staff/refusal";
import type { Act } from "./actions";
import { useCallText } from "./callText";
import { awaited, callOf, inHand } from "./model";
import type { PartProps } from "./parts";
import { useWhyNot } from "./why";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";
import "./compact.css";

/** Number, state, next, the big button and three verbs, in 320 × 200. */
export function CompactPanel({ state, acts, verbs, now, cut }: PartProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const { refused } = useStore(verbs);
  const hand = inHand(state);
  const wait = hand && awaited(hand, now);
  const call = callOf(state, cut, now);
  const { big, small } = useCallText(call, state.seat.state === "closing");
  const next = state.next && state.tickets[state.next.ticket];
  const time = wait
    ? `${elapsed(wait.gone)} / ${elapsed(wait.allowed)}`
    : hand?.started_at
      ? elapsed(secondsSince(hand.started_at, now))
      : "";
  return (
    <main className={cut ? "compact is-cut" : "compact"}>
      <div className="compact-head fades">
        <h1 className="compact-number">{hand ? hand.number || s("withoutNumber") : state.seat.number}</h1>
        <span className="compact-state">
          {hand ? (wait ? w("awaitedFor") : w("spent")) : w("free")}
          <b>{time}</b>
        </span>
        <span className="compact-next">
          {next ? w("nextIs", { number: next.number }) : w("nobody")}
          <small>{w("waitingHere", { n: state.waiting })}</small>
        </span>
      </div>
      <Btn
        className="compact-call"
        onPress={() => void acts.callNext.run()}
        off={call.can ? undefined : small}
      >
        <b>{big}</b>
        <small>{small}</small>
      </Btn>
      {refused ? (
        <p className="compact-refused" role="status">
          {refusalText(refused.problem)}
        </p>
      ) : (
        <div className="compact-acts">
          <CompactAct act={acts.arrive} word="arrive" hotkey="⏎" strong />
          <CompactAct act={acts.recall} word="recall" hotkey="R" />
          <CompactAct act={acts.pass} word="pass" hotkey="N" />
        </div>
      )}
    </main>
  );
}

interface CompactActProps {
  act: Act;
  word: CounterWord;
  hotkey: string;
  strong?: boolean;
}

function CompactAct({ act, word, hotkey, strong }: CompactActProps) {
  const w = useWords(counterWords);
  const whyNot = useWhyNot();
  return (
    <Btn
      className={strong && act.off === undefined ? "btn btn-primary" : "btn"}
      onPress={() => void act.run()}
      off={whyNot(act)}
    >
      {w(word)}
      {act.off === "wait" ? <span className="act-wait">{act.wait}</span> : <kbd>{hotkey}</kbd>}
    </Btn>
  );
}
