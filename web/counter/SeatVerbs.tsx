import { useStore, useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import type { PauseReason } from "../shared/verbs/counters";
import { useCodeWord } from "../staff/codes";
import { Icon } from "../staff/icons";
import { Menu, MenuItem } from "../staff/Menu";
import { Refusal } from "../staff/Refusal";
import { staffWords } from "../staff/words";
import { inHand } from "./model";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

const REASONS: PauseReason[] = ["lunch", "break", "errand", "cash", "system"];

/** The seat itself: pause with a reason, close, hand over, leave. */
export function SeatVerbs(props: PartProps) {
  const { state, verbs, cut, ask, onLeft } = props;
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const word = useCodeWord();
  const { refused } = useStore(verbs);
  const { id, version, state: now } = state.seat;
  const hand = inHand(state);
  const off = cut ? s("waitForLine") : undefined;
  const paused = now === "paused";
  const seat = (verb: string, send: () => Promise<unknown>) => () => void verbs.run(verb, send);
  if (now === "vacant") return null;
  return (
    <>
      <Menu
        label={w("seatMenu")}
        off={off}
        button={
          <>
            <Icon name={paused ? "play" : "pause"} />
            {paused ? w("seatMenu") : w("seat.pause")}
          </>
        }
      >
        {now === "open" &&
          REASONS.map((reason) => (
            <MenuItem key={reason} onPress={seat("pause", () => seats.pause(id, version, reason))}>
              {word("pause", reason)}
            </MenuItem>
          ))}
        {now === "open" && <hr />}
        {now !== "open" && (
          <MenuItem onPress={seat("open", () => seats.open(id, version))}>{w("seat.resume")}</MenuItem>
        )}
        {now === "open" && (
          <MenuItem onPress={seat("close", () => seats.close(id, version))}>
            {w("seat.close")}
            <small>{w("closeHow")}</small>
          </MenuItem>
        )}
        <MenuItem onPress={() => ask({ kind: "handOver" })}>{w("seat.handOver")}</MenuItem>
        <MenuItem
          off={hand ? w("leaveFirst") : undefined}
          onPress={() =>
            void verbs.run("leave", () => seats.leave(id, version)).then((left) => left && onLeft())
          }
        >
          {w("seat.leave")}
          <small>{hand ? w("leaveFirst") : w("leaveHow")}</small>
        </MenuItem>
      </Menu>
      {refused && ["pause", "close", "leave", "help"].includes(refused.verb) && (
        <div className="bar-refusal">
          <Refusal verbs={verbs} of={["pause", "close", "leave", "help"]} />
        </div>
      )}
    </>
  );
}
