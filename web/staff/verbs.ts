/**
 * One tap, one post. A second tap while a verb is under way does nothing, and the same verb stays shut
 * for a breath after its answer: by then the same button means the next customer, and the second half
 * of a double click must not call a second person. A refusal is kept beside the button that caused it;
 * nothing is ever repeated on the user's behalf.
 */
import { Problem } from "../shared/api";
import { type Store, store } from "../shared/store";

export interface VerbsState {
  busy?: string; // the verb under way
  refused?: { verb: string; problem: Problem };
  done?: { verb: string; at: number }; // the last one that worked
}

const BREATH = 600;
const REFUSAL_STAYS = 15_000;

export interface Verbs extends Store<VerbsState> {
  /** True once the server has done it; false if it was refused or this tap was one too many. */
  run(verb: string, send: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

export function verbs(clock: () => number = () => performance.now()): Verbs {
  const state = store<VerbsState>({});
  const shutUntil = new Map<string, number>();
  let forgetting: ReturnType<typeof setTimeout> | undefined;

  function refuse(verb: string, reason: unknown): void {
    const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
    state.set({ refused: { verb, problem } });
    forgetting = setTimeout(() => state.set({}), REFUSAL_STAYS);
  }

  async function run(verb: string, send: () => Promise<unknown>): Promise<boolean> {
    if (state.get().busy !== undefined || clock() < (shutUntil.get(verb) ?? 0)) return false;
    clearTimeout(forgetting);
    state.set({ busy: verb });
    try {
      await send();
      shutUntil.set(verb, clock() + BREATH);
      state.set({ done: { verb, at: clock() } });
      return true;
    } catch (reason) {
      refuse(verb, reason);
      return false;
    }
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    run,
    forget() {
      clearTimeout(forgetting);
      const { busy } = state.get();
      state.set(busy === undefined ? {} : { busy });
    },
  };
}
