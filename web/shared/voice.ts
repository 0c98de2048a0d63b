/**
 * Announces calls: one at a time, in the order of the ledger, each sequence once, none older than 30 s
 * of the branch's time. What is listed after a cut is not spoken: staff have called it by voice.
 */
import { type Store, store } from "./store";
import type { CallView } from "./views";

export const TOO_OLD = 30_000;
const STUCK = 25_000;

/** Says one call to its end. False where it could not be said. */
export interface Player {
  play(call: CallView): Promise<boolean>;
}

export interface Announcer {
  /** The call that is being spoken now. */
  speaking: Store<CallView | undefined>;
  /** The wall's calls after each change; `silently` marks them as known without a word. */
  hear(calls: CallView[], silently: boolean): void;
}

export function announcer(player: Player, branchNow: () => number): Announcer {
  const speaking = store<CallView | undefined>(undefined);
  let known = new Set<number>();
  let waiting: CallView[] = [];

  function hear(calls: CallView[], silently: boolean): void {
    const fresh = calls
      .filter((call) => !known.has(call.sequence))
      .sort((one, other) => one.sequence - other.sequence);
    known = new Set(calls.map((call) => call.sequence));
    if (silently) return;
    for (const call of fresh) {
      waiting = waiting.filter((earlier) => earlier.number !== call.number); // a recall replaces the call
      waiting.push(call);
    }
    if (!speaking.get()) void next();
  }

  async function next(): Promise<void> {
    const call = waiting.shift();
    if (!call) return speaking.set(undefined);
    if (branchNow() - Date.parse(call.at) > TOO_OLD) return next();
    speaking.set(call);
    await Promise.race([
      player.play(call).catch(() => false),
      new Promise((done) => setTimeout(done, STUCK)),
    ]);
    return next();
  }

  return { speaking, hear };
}

/** Softer over midday and in the evening; loudest through the busy hours. */
export function volumeAt(hour: number): number {
  if (hour < 9 || hour >= 18) return 0.6;
  return hour >= 12 && hour < 14 ? 0.75 : 1;
}
