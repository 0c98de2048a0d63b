/**
 * One question at a time: asked, looked at each quarter second until the twin has answered, given up
 * after ten. Another question takes its place.
 */
import { Problem } from "../../shared/api";
import { monotonic } from "../../shared/clock";
import { type Store, store } from "../../shared/store";
import { type Answer, askWhatIf, type Change, lookWhatIf, type WhatIf } from "../../shared/verbs/twin";

export type Asked =
  | { state: "none" }
  | { state: "waiting"; change: Change }
  | { state: "told"; change: Change; answer: Answer; sequence: number; askedAt: string; at: number }
  | { state: "refused"; change: Change; code: string } // the twin cannot say
  | { state: "late"; change: Change }
  | { state: "problem"; change: Change; problem: Problem };

const LOOK_EVERY = 250;
const GIVE_UP = 10_000;

export interface Asking extends Store<Asked> {
  ask(change: Change): Promise<void>;
  drop(): void;
}

interface Door {
  ask: (change: Change) => Promise<{ id: string }>;
  look: (id: string) => Promise<WhatIf>;
}
const doorOf = (branch: string): Door => ({
  ask: (change) => askWhatIf(branch, change),
  look: (id) => lookWhatIf(branch, id),
});

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export function asking(branch: string, door: Door = doorOf(branch), clock = monotonic): Asking {
  const state = store<Asked>({ state: "none" });
  let turn = 0;

  async function answered(change: Change, mine: () => boolean): Promise<Asked> {
    const { id } = await door.ask(change);
    const until = clock() + GIVE_UP;
    while (mine() && clock() < until) {
      const found = await looked(door, id);
      if (found?.answer) return told(change, found, found.answer, clock());
      await pause(LOOK_EVERY);
    }
    return { state: "late", change };
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    async ask(change) {
      const own = ++turn;
      const mine = () => own === turn;
      state.set({ state: "waiting", change });
      const next = await answered(change, mine).catch((reason: unknown): Asked => {
        const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
        return { state: "problem", change, problem };
      });
      if (mine()) state.set(next);
    },
    drop() {
      turn += 1;
      state.set({ state: "none" });
    },
  };
}

/** A look that nobody answered is tried again like one without an answer. */
async function looked(door: Door, id: string): Promise<WhatIf | undefined> {
  try {
    return await door.look(id);
  } catch (reason) {
    if (reason instanceof Problem && reason.offline) return undefined;
    throw reason;
  }
}

function told(change: Change, found: WhatIf, answer: NonNullable<WhatIf["answer"]>, at: number): Asked {
  if ("refused" in answer) return { state: "refused", change, code: answer.refused };
  return { state: "told", change, answer, sequence: found.sequence ?? 0, askedAt: found.asked_at, at };
}
