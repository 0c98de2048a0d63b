import { useState } from "react";
import type { CounterState } from "../shared/views";
import type { Verbs } from "../staff/verbs";
import { type Acts, actsOf } from "./actions";
import { inHand } from "./model";

/** The verbs of the moment; a rating that was asked for is remembered for this customer. */
export function useActs(state: CounterState, verbs: Verbs, now: number, cut: boolean): Acts {
  const [asked, setAsked] = useState<string>();
  const acts = actsOf(state, verbs, now, cut, state.branch.id);
  const hand = inHand(state)?.id;
  const ask = async () => {
    const worked = await acts.rate.run();
    if (worked) setAsked(hand);
    return worked;
  };
  return { ...acts, rate: { ...acts.rate, run: ask, done: hand !== undefined && asked === hand } };
}
