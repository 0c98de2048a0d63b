/**
 * One question to the twin at a time: asked, looked at again and again until it has answered, given up
 * after a while. Another question takes its place.
 */
import { Problem } from "../shared/api";
import { monotonic } from "../shared/clock";
import { type Store, store } from "../shared/store";

/** A question of `Wanted` as the twin keeps it. */
export interface Found<Answer> {
  asked_at: string;
  answer?: Answer | { refused: string } | null;
  sequence?: number | null;
}

export type Asked<Wanted, Answer> =
  | { state: "none" }
  | { state: "waiting"; wanted: Wanted }
  | { state: "told"; wanted: Wanted; answer: Answer; sequence: number; askedAt: string; at: number }
  | { state: "refused"; wanted: Wanted; code: string } // the twin cannot say
  | { state: "late"; wanted: Wanted }
  | { state: "problem"; wanted: Wanted; problem: Problem };

const LOOK_EVERY = 250;

export interface Asking<Wanted, Answer> extends Store<Asked<Wanted, Answer>> {
  ask(wanted: Wanted): Promise<void>;
  drop(): void;
}

export interface Door<Wanted, Answer> {
  ask: (wanted: Wanted) => Promise<{ id: string }>;
  look: (id: string) => Promise<Found<Answer>>;
  patience: number; // milliseconds
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export function asking<Wanted, Answer extends object>(
  door: Door<Wanted, Answer>,
  clock = monotonic,
): Asking<Wanted, Answer> {
  const state = store<Asked<Wanted, Answer>>({ state: "none" });
  let turn = 0;

  async function answered(wanted: Wanted, mine: () => boolean): Promise<Asked<Wanted, Answer>> {
    const { id } = await door.ask(wanted);
    const until = clock() + door.patience;
    while (mine() && clock() < until) {
      const found = await looked(door, id);
      if (found?.answer) return told(wanted, found, found.answer, clock());
      await pause(LOOK_EVERY);
    }
    return { state: "late", wanted };
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    async ask(wanted) {
      const own = ++turn;
      const mine = () => own === turn;
      state.set({ state: "waiting", wanted });
      const next = await answered(wanted, mine).catch((reason: unknown): Asked<Wanted, Answer> => {
        const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
        return { state: "problem", wanted, problem };
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
async function looked<Wanted, Answer>(
  door: Door<Wanted, Answer>,
  id: string,
): Promise<Found<Answer> | undefined> {
  try {
    return await door.look(id);
  } catch (reason) {
    if (reason instanceof Problem && reason.offline) return undefined;
    throw reason;
  }
}

function told<Wanted, Answer extends object>(
  wanted: Wanted,
  found: Found<Answer>,
  answer: Answer | { refused: string },
  at: number,
): Asked<Wanted, Answer> {
  if ("refused" in answer) return { state: "refused", wanted, code: answer.refused };
  return { state: "told", wanted, answer, sequence: found.sequence ?? 0, askedAt: found.asked_at, at };
}
