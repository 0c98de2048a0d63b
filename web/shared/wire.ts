/**
 * One line to the stream: mints the token, opens the EventSource, and opens it again by timer whenever
 * it ends, whatever the reason. The page's store (stream.ts) sees only what was heard. A SharedWorker
 * may hold a Wire for several pages; the interface is all that the store knows.
 */
import { post, Problem } from "./api";
import { base } from "./base";
import type { Patch, Ping, Snapshot } from "./views";

export type Heard<State> =
  | ({ kind: "snapshot" } & Snapshot<State>)
  | ({ kind: "patch" } & Patch)
  | ({ kind: "ping" } & Ping)
  | { kind: "refused"; problem: Problem };

/** What a page asks to be shown: `{view: "counter", counter: id}`. */
export interface Ask {
  view: string;
  [name: string]: string;
}

export interface Wire {
  /** Drop the present connection and connect anew: `now`, or after the usual pause. */
  reopen(now?: boolean): void;
  /** Let go of the connection until `reopen`. */
  rest(): void;
  close(): void;
}

export type OpenWire = <State>(ask: Ask, hear: (heard: Heard<State>) => void) => Wire;

const LONGEST_PAUSE = 5000;
const REFUSED_PAUSE = 20_000;

/** Half of it is chance, so that a hundred walls do not knock at once when the server returns. */
export function backoff(failures: number, chance: number = Math.random()): number {
  return Math.min(LONGEST_PAUSE, 250 * 2 ** failures) * (0.5 + chance / 2);
}

export const plainWire: OpenWire = (ask, hear) => {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let sequence: number | undefined; // the last event heard on this page
  let attempt = 0; // tells an answer that came too late
  let closed = false;

  async function connect(): Promise<void> {
    drop();
    const mine = (attempt += 1);
    try {
      const { url } = await post<{ url: string }>("/api/live/token", ask, { patience: 0 });
      if (closed || mine !== attempt) return;
      listen(url);
    } catch (problem) {
      if (closed || mine !== attempt) return;
      const refused = problem instanceof Problem && !problem.offline;
      if (refused) hear({ kind: "refused", problem });
      again(refused ? REFUSED_PAUSE : undefined);
    }
  }

  function listen(url: string): void {
    const address = new URL(url, location.origin + base + "/");
    if (sequence !== undefined) address.searchParams.set("last_event_id", String(sequence));
    const opened = new EventSource(address.href, { withCredentials: true });
    source = opened;
    for (const kind of ["snapshot", "patch", "ping"] as const) {
      opened.addEventListener(kind, (event) => {
        if (source !== opened) return;
        failures = 0;
        const message = JSON.parse((event as MessageEvent<string>).data) as { sequence: number };
        if (kind !== "ping") sequence = message.sequence;
        hear({ kind, ...message } as Heard<never>);
      });
    }
    // The browser's own retry would carry a dead token: every end is answered by a new one.
    opened.addEventListener("error", () => {
      if (source === opened) again();
    });
  }

  function again(pause: number = backoff(failures)): void {
    drop();
    attempt += 1;
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), pause);
  }

  function drop(): void {
    source?.close();
    source = undefined;
  }

  void connect();
  return {
    reopen: (now = false) => again(now ? 0 : undefined),
    rest() {
      clearTimeout(timer);
      attempt += 1;
      drop();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      drop();
    },
  };
};
