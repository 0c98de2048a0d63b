import { useStore, useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { useCallText } from "./callText";
import { callOf } from "./model";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

/** One tap: finish the service in hand and call the next. It always says whom both mean. */
export function BigButton({ state, acts, verbs, now, cut }: PartProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const { busy } = useStore(verbs);
  const call = callOf(state, cut, now);
  const { big, small, parts } = useCallText(call, state.seat.state === "closing");
  return (
    <div className="call-block">
      <Btn
        className="call"
        onPress={() => void acts.callNext.run()}
        off={call.can ? undefined : small}
        aria-keyshortcuts="Space"
      >
        <span className="call-big">{big}</span>
        <span className="call-small">
          {busy === "call"
            ? w("calling")
            : parts.map(({ text, next }) => (next ? <b key={text}>{text}</b> : text))}
        </span>
        <kbd>{s("key.Space")}</kbd>
      </Btn>
      <Refusal verbs={verbs} of="call" />
    </div>
  );
}
