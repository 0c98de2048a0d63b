/**
 * The contract between a kiosk's card reader and the page. The bank's kiosk shell, or a small program
 * beside the browser, puts an adapter at `window.tingtangReader` before the page loads. What is read goes
 * to the server in one verb and is neither shown, stored nor logged here; the server keeps only a keyed
 * blind index of the number.
 */
import { store, type Store } from "./store";

export type ReaderState = "ready" | "reading" | "away";
export type CardKind = "id_card" | "bank_card" | "passbook";

export interface CardRead {
  kind: CardKind;
  number: string;
}

export interface CardReader {
  state: Store<ReaderState>;
  /** Hears each card until the returned function is called. `undefined`: it could not be read. */
  listen(heard: (card: CardRead | undefined) => void): () => void;
}

declare global {
  interface Window {
    tingtangReader?: CardReader;
  }
}

export function findReader(): CardReader | undefined {
  return window.tingtangReader;
}

export interface SimulatedReader extends CardReader {
  insert(card: CardRead | undefined): void;
  unplug(): void;
}

/** For demonstrations and tests: a reader whose cards are inserted by hand. */
export function simulatedReader(): SimulatedReader {
  const state = store<ReaderState>("ready");
  const listeners = new Set<(card: CardRead | undefined) => void>();
  return {
    state,
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    insert(card) {
      if (state.get() === "away") return;
      state.set("reading");
      for (const heard of [...listeners]) heard(card);
      state.set("ready");
    },
    unplug: () => state.set("away"),
  };
}
