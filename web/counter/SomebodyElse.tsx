import type { Me } from "../shared/api";
import { useWords } from "../shared/hooks";
import type { CounterState } from "../shared/views";
import { Btn } from "../staff/Btn";
import { counterWords } from "./words";

/** The seat was handed over, or one looks at a colleague's: whose it is now. */
export function SomebodyElse({ state, me, onLeft }: { state: CounterState; me: Me; onLeft: () => void }) {
  const w = useWords(counterWords);
  const { staff, number } = state.seat;
  if (!staff || staff.name === me.name) return null;
  return (
    <p className="somebody-else" role="status">
      {w("somebodyElse", { n: number, name: staff.name })}
      {me.rights.includes("take_seat") && <Btn onPress={onLeft}>{w("otherSeat")}</Btn>}
    </p>
  );
}
