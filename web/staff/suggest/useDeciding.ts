import { useState } from "react";
import { dismiss, type Suggestion, take } from "../../shared/verbs/suggestions";

export const DECIDING = "suggestion";
type Act = (verb: string, words: string, send: () => Promise<unknown>) => Promise<boolean>;

export interface Deciding {
  taken: Suggestion | undefined; // what was taken here: whom to tell is still to be read
  take: (one: Suggestion, words: string) => Promise<boolean>;
  dismiss: (one: Suggestion, words: string) => Promise<boolean>;
  put: () => void; // it was read
}

/** One tap decides; whoever was faster is seen at the next look, which follows at once. */
export function useDeciding(act: Act, again: () => void): Deciding {
  const [taken, keep] = useState<Suggestion>();
  const decide = async (verb: typeof take, { id, version }: Suggestion, words: string) => {
    const done = await act(DECIDING, words, () => verb(id, version));
    again();
    return done;
  };
  return {
    taken,
    take: async (one, words) => {
      const done = await decide(take, one, words);
      if (done) keep(one);
      return done;
    },
    dismiss: (one, words) => decide(dismiss, one, words),
    put: () => keep(undefined),
  };
}
