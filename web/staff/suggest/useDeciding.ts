import { useState } from "react";
import { summon } from "../../shared/verbs/counters";
import { dismiss, type Suggestion, take } from "../../shared/verbs/suggestions";
import type { SeatView } from "../../shared/views";
import { summonsOf } from "../summons";

export const DECIDING = "suggestion";
type Act = (verb: string, words: string, send: () => Promise<unknown>) => Promise<boolean>;

export interface Deciding {
  taken: Suggestion | undefined; // what was taken here: what comes of it is still to be read
  take: (one: Suggestion, words: string) => Promise<boolean>;
  dismiss: (one: Suggestion, words: string) => Promise<boolean>;
  put: () => void; // it was read
}

/**
 * One tap decides, and asks whoever is meant to the counter; whoever was faster is seen at the next look, which
 * follows at once.
 */
export function useDeciding(act: Act, again: () => void, seats: Record<string, SeatView>): Deciding {
  const [taken, keep] = useState<Suggestion>();
  const decide = async (words: string, send: () => Promise<unknown>) => {
    const done = await act(DECIDING, words, send);
    again();
    return done;
  };
  return {
    taken,
    take: async (one, words) => {
      const asks = summonsOf(one.change, seats);
      const done = await decide(words, async () => {
        if (asks) await summon(asks.seat.id, asks.seat.version, asks.staff?.id);
        return take(one.id, one.version);
      });
      if (done) keep(one);
      return done;
    },
    dismiss: (one, words) => decide(words, () => dismiss(one.id, one.version)),
    put: () => keep(undefined),
  };
}
