import { useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import { Btn } from "../staff/Btn";
import { Refusal } from "../staff/Refusal";
import { askedOf } from "../staff/summons";
import { staffWords } from "../staff/words";
import { inHand } from "./model";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

/** Whoever sits here is asked to call again, or to another counter; they may say not now. */
export function SummonsBar({ me, state, verbs, now, cut, onLeft }: PartProps) {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const own = state.seat;
  const asked = askedOf(me.staff, [own, ...Object.values(state.seats)], now);
  if (!asked) return null;
  const here = asked.id === own.id;
  const off = cut ? s("waitForLine") : undefined;
  const goes = async () => {
    const gone = await verbs.run("summons", () => seats.leave(own.id, own.version));
    if (gone) onLeft(); // the counter that they are asked to stands first among the free ones
  };
  return (
    <div className="somebody-else summons" role="status">
      <span>{w(here ? "summonedHere" : "summonedTo", { n: asked.number })}</span>
      {!here && (
        <Btn
          className="btn btn-primary"
          onPress={() => void goes()}
          off={off ?? (inHand(state) ? w("leaveFirst") : undefined)}
        >
          {w("summonsGo", { n: asked.number })}
        </Btn>
      )}
      <Btn
        onPress={() => void verbs.run("summons", () => seats.declineSummons(asked.id, asked.version))}
        off={off}
      >
        {w("summonsNot")}
      </Btn>
      <Refusal verbs={verbs} of="summons" />
    </div>
  );
}
