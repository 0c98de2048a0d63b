/**
 * What the lobby manager just did: a verb can be taken back for six seconds where it has an inverse.
 * Greetings, signals and marks made while the line is cut are kept here, counted, and reported with
 * their age once it is back: an age, never an order.
 */
import { Problem } from "../shared/api";
import { branchTime, monotonic } from "../shared/clock";
import { type Store, store } from "../shared/store";
import type { Live } from "../shared/stream";
import * as visits from "../shared/verbs/visits";
import type { LobbyState } from "../shared/views";
import { UNDO_MS } from "../staff/time";
import type { Verbs } from "../staff/verbs";
import { markCare, type Subject, subjectOf } from "./subject";

export interface Done {
  words: string;
  until: number; // on `monotonic`: until then it may be taken back
  undo?: () => Promise<unknown>;
  undone?: true;
}
/** What a kept tap is of: its report is made from it, and a second tap on the same replaces it. */
export type Kept =
  | { what: "greet"; ticket?: string; visit?: string }
  | { what: "signal"; visit: string; code: string }
  | { what: "mark"; subject: string; care: visits.Care };

export interface Pending {
  key: string;
  kept: Kept;
  words: string;
  at: number; // branch time
  tapped: number; // on `monotonic`
  refused?: Problem;
}
export interface DeedsState {
  done: Done[]; // newest first
  pending: Pending[];
}

export interface Deeds extends Store<DeedsState> {
  /** Runs a verb; afterwards its words stand under 刚刚, with its inverse if it has one. */
  act<Answer>(
    verb: string,
    words: string,
    send: () => Promise<Answer>,
    undo?: (answer: Answer) => Promise<unknown>,
    undoable?: (answer: Answer) => boolean,
  ): Promise<boolean>;
  keepTap(kept: Kept, words: string): void;
  keepMark(subject: Subject, words: string, care: visits.Care): void;
  /** Takes back the last verb that can be, or the one that is named. */
  undo(one?: Done): Promise<boolean>;
  dismiss(pending: Pending): void;
}

const SHOWN = 3;

export function deeds(verbs: Verbs, live: Store<Live<LobbyState>>, clock = monotonic): Deeds {
  const state = store<DeedsState>({ done: [], pending: [] });
  const change = (more: Partial<DeedsState>) => state.set({ ...state.get(), ...more });
  const pendingWith = (one: Pending, by: Pending | undefined) =>
    change({
      pending: state.get().pending.flatMap((other) => (other !== one ? [other] : by ? [by] : [])),
    });
  let doors = 0; // each tap at the door is somebody else
  let reporting = false;

  async function report(): Promise<void> {
    if (reporting) return;
    reporting = true;
    for (const one of state.get().pending.filter(({ refused }) => !refused)) {
      try {
        await send(one.kept, ageOf(one), live.get().state);
        pendingWith(one, undefined);
      } catch (reason) {
        const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
        if (problem.offline) break;
        pendingWith(one, { ...one, refused: problem });
      }
    }
    reporting = false;
  }

  function ageOf({ tapped }: Pending): number {
    const scale = live.get().clock?.scale ?? 1;
    return Math.max(0, Math.round(((clock() - tapped) / 1000) * scale));
  }

  live.subscribe(() => {
    if (live.get().line === "live" && state.get().pending.some(({ refused }) => !refused)) void report();
  });

  function keepTap(kept: Kept, words: string): void {
    const fix = live.get().clock;
    const tapped = clock();
    const key = keyOf(kept, () => (doors += 1));
    const others = state.get().pending.filter((one) => one.key !== key);
    const pending = { key, kept, words, tapped, at: fix ? branchTime(fix, tapped) : 0 };
    change({ pending: [...others, pending] });
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    act: (verb, words, send, undo, undoable = () => true) =>
      verbs.run(verb, async () => {
        const answer = await send();
        const back = undo && undoable(answer) ? { undo: () => undo(answer) } : {};
        const done: Done = { words, until: clock() + UNDO_MS, ...back };
        change({ done: [done, ...state.get().done].slice(0, SHOWN) });
      }),
    keepTap,
    keepMark(subject, words, care) {
      const before = state.get().pending.find(({ key }) => key === `mark ${subject.id}`)?.kept;
      const merged = { ...(before?.what === "mark" ? before.care : {}), ...care };
      keepTap({ what: "mark", subject: subject.id, care: merged }, words);
    },
    async undo(one) {
      const wanted = one ?? state.get().done.find(({ undo }) => undo);
      if (!wanted?.undo || clock() > wanted.until) return false;
      const worked = await verbs.run("undo", wanted.undo);
      const undone: Done = { undone: true, words: `${wanted.words} ↩`, until: clock() };
      if (worked) change({ done: state.get().done.map((other) => (other === wanted ? undone : other)) });
      return worked;
    },
    dismiss: (pending) => pendingWith(pending, undefined),
  };
}

function keyOf(kept: Kept, nextDoor: () => number): string {
  if (kept.what === "mark") return `mark ${kept.subject}`;
  if (kept.what === "signal") return `signal ${kept.visit} ${kept.code}`;
  return `greet ${kept.ticket ?? kept.visit ?? `door ${nextDoor()}`}`;
}

async function send(kept: Kept, age: number, state: LobbyState | undefined): Promise<unknown> {
  if (kept.what !== "mark" && age > visits.MOST_AGE_S) throw new Problem("tap_too_old", 409, "");
  if (kept.what === "signal") return visits.noteSignal(kept.visit, kept.code, age);
  if (!state) throw new Problem("wrong_state", 409, "");
  if (kept.what === "greet") {
    const { ticket, visit } = kept;
    return visits.greet(state.branch.id, { ...(ticket ? { ticket } : {}), ...(visit ? { visit } : {}) }, age);
  }
  const subject = subjectOf(state, kept.subject); // may have taken a number since
  if (!subject) throw new Problem("wrong_state", 409, "");
  return markCare(subject, kept.care);
}
