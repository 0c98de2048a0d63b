/**
 * What the lobby manager just did: the last verb can be taken back for six seconds where it has an
 * inverse; marks made while the line is cut are kept here, counted, and reported once it is back.
 */
import { Problem } from "../shared/api";
import { monotonic } from "../shared/clock";
import { type Store, store } from "../shared/store";
import type { Live } from "../shared/stream";
import * as tickets from "../shared/verbs/tickets";
import type { LobbyState, TicketView } from "../shared/views";
import type { Verbs } from "../staff/verbs";

export type Marks = Parameters<typeof tickets.mark>[2];

export interface Done {
  words: string;
  until: number; // on `monotonic`: until then it may be taken back
  undo?: () => Promise<unknown>;
}
export interface Pending {
  ticket: string;
  number: string;
  words: string;
  at: number; // branch time
  marks: Marks;
  refused?: Problem;
}
export interface DeedsState {
  done?: Done;
  pending: Pending[];
}

export interface Deeds extends Store<DeedsState> {
  /** Runs a verb; afterwards its words stand under 刚刚, with its inverse if it has one. */
  act(
    verb: string,
    words: string,
    send: () => Promise<unknown>,
    undo?: (moved: tickets.Moved) => Promise<unknown>,
  ): Promise<boolean>;
  keepMark(ticket: TicketView, words: string, marks: Marks, at: number): void;
  undo(): Promise<boolean>;
  dismiss(pending: Pending): void;
}

export const UNDO_MS = 6000;

export function deeds(verbs: Verbs, live: Store<Live<LobbyState>>, clock = monotonic): Deeds {
  const state = store<DeedsState>({ pending: [] });
  const change = (more: Partial<DeedsState>) => state.set({ ...state.get(), ...more });
  let reporting = false;

  async function report(): Promise<void> {
    if (reporting) return;
    reporting = true;
    for (const one of state.get().pending.filter(({ refused }) => !refused)) {
      const ticket = live.get().state?.tickets[one.ticket];
      try {
        if (!ticket) throw new Problem("wrong_state", 409, "");
        await tickets.mark(ticket.id, ticket.version, one.marks);
        change({ pending: state.get().pending.filter((other) => other !== one) });
      } catch (reason) {
        const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
        if (problem.offline) break;
        change({
          pending: state.get().pending.map((other) => (other === one ? { ...one, refused: problem } : other)),
        });
      }
    }
    reporting = false;
  }

  live.subscribe(() => {
    if (live.get().line === "live" && state.get().pending.some(({ refused }) => !refused)) void report();
  });

  return {
    get: state.get,
    subscribe: state.subscribe,
    act: (verb, words, send, undo) =>
      verbs.run(verb, async () => {
        const moved = (await send()) as tickets.Moved;
        change({
          done: { words, until: clock() + UNDO_MS, ...(undo ? { undo: () => undo(moved) } : {}) },
        });
      }),
    keepMark(ticket, words, marks, at) {
      const others = state.get().pending.filter(({ ticket: id }) => id !== ticket.id);
      const before = state.get().pending.find(({ ticket: id }) => id === ticket.id);
      const merged = { ...before?.marks, ...marks };
      change({
        pending: [...others, { ticket: ticket.id, number: ticket.number, words, at, marks: merged }],
      });
    },
    async undo() {
      const { done } = state.get();
      if (!done?.undo || clock() > done.until) return false;
      const { undo } = done;
      const worked = await verbs.run("undo", undo);
      if (worked) change({ done: { words: `${done.words} ↩`, until: clock() } });
      return worked;
    },
    dismiss(pending) {
      change({ pending: state.get().pending.filter((other) => other !== pending) });
    },
  };
}
