import { useWords } from "../shared/hooks";
import * as seats from "../shared/verbs/counters";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { useAnswer } from "../staff/useAnswer";
import type { PartProps } from "./parts";
import { counterWords } from "./words";

interface Colleague {
  id: string;
  name: string;
  post: string;
}

/** Another teller takes the seat over, with the customer in hand. */
export function HandOver({ state, verbs, onClose }: PartProps & { onClose: () => void }) {
  const w = useWords(counterWords);
  const word = useCodeWord();
  const { answer } = useAnswer<{ staff: Colleague[] }>(`/api/branches/${state.branch.id}/staff`);
  const seated = new Set(Object.values(state.seats).map((seat) => seat.staff?.id));
  const present = (answer?.staff ?? []).filter(({ id }) => id !== state.seat.staff?.id && !seated.has(id));
  const hand = async (staff: string) => {
    const { id, version } = state.seat;
    if (await verbs.run("handOver", () => seats.handOver(id, version, staff))) onClose();
  };
  return (
    <Dialog title={w("handOverTitle")} onClose={onClose}>
      <p>{present.length || !answer ? w("handOverHow") : w("handOverNobody")}</p>
      <div className="options">
        {present.map(({ id, name, post }) => (
          <Btn key={id} className="option" onPress={() => void hand(id)}>
            {name}
            <small>{word("post", post)}</small>
          </Btn>
        ))}
      </div>
      <Refusal verbs={verbs} of="handOver" />
    </Dialog>
  );
}
