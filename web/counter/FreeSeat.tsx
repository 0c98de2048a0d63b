import { hourMinute } from "../shared/clock";
import { useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { LedHere } from "./LedHere";
import { ledHere, talkOf } from "./model";
import type { PartProps } from "./parts";
import { ReopenLine } from "./ReopenLine";
import { TalkHere } from "./TalkHere";
import { counterWords } from "./words";

/** Nobody in hand: free, kept for somebody, paused, not opened yet, or nobody sits here. One next thing to do in each. */
export function FreeSeat(props: PartProps) {
  const { state, verbs, cut, ask, onLeft } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const { seat } = state;
  const off = cut ? s("waitForLine") : undefined;
  const open = () => void verbs.run("open", () => seats.open(seat.id, seat.version));
  if (seat.state === "paused") {
    const reason = seat.pause ? word("pause", seat.pause) : w("pausedTitle");
    const preparing = seat.pause === "preparing";
    return (
      <div className="hand-free">
        <h2>{preparing ? w("preparingTitle", { n: seat.number }) : w("pausedTitle")}</h2>
        <p>
          {preparing
            ? w("preparingHow")
            : w("pausedSince", { reason, time: hourMinute(seat.since, state.branch.zone) })}
        </p>
        <Btn className="btn btn-primary hand-open" onPress={open} off={off}>
          {preparing ? w("seat.open") : w("seat.resume")}
        </Btn>
        <Refusal verbs={verbs} of="open" />
      </div>
    );
  }
  if (seat.state === "vacant") {
    return (
      <div className="hand-free">
        <h2>{w("vacantTitle", { n: seat.number })}</h2>
        <Btn
          className="btn btn-primary hand-open"
          onPress={() => void verbs.run("take", () => seats.take(seat.id, seat.version))}
          off={off}
        >
          {w("take")}
        </Btn>
        <Btn onPress={onLeft}>{w("otherSeat")}</Btn>
        <Refusal verbs={verbs} of="take" />
      </div>
    );
  }
  const talk = talkOf(state);
  if (talk) return <TalkHere {...props} talk={talk} />;
  const led = ledHere(state);
  if (led) return <LedHere {...props} led={led} />;
  return (
    <div className="hand-free">
      <h2>{seat.state === "closing" ? w("closingTitle") : w("free")}</h2>
      <p>{seat.state === "closing" ? w("closingHow") : state.next ? w("freeHow") : w("freeNobody")}</p>
      <Btn className="btn hand-without" onPress={() => ask({ kind: "serve" })} off={off}>
        {w("serveWithout")}
      </Btn>
      <Refusal verbs={verbs} of="serve" />
      <ReopenLine {...props} />
    </div>
  );
}
