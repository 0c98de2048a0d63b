/**
 * The picture of one view, kept true by the stream. It survives a cut line (the last picture stays, and
 * says so), and on public screens also a reload during a cut.
 */
import { base } from "./base";
import { type ClockFix, monotonic } from "./clock";
import { mergePatch } from "./patch";
import { type Store, store } from "./store";
import type { Problem } from "./api";
import { type Ask, type Heard, type OpenWire, plainWire } from "./wire";

export const STALE_AFTER = 5_000;
export const CUT_AFTER = 15_000;

/** `opening`: nothing heard yet and not long enough to call it cut. */
export type LineState = "opening" | "live" | "stale" | "cut";

export interface Live<State> {
  line: LineState;
  /** The last picture; absent until the first snapshot ever. */
  state?: State;
  sequence: number;
  /** When this page last heard anything, on `monotonic`. */
  heard?: number;
  clock?: ClockFix;
  /** How many cuts this page has come through: a change means that the picture jumped. */
  recoveries: number;
  /** The server answered and would not show this view: not enrolled, or the link has died. */
  refused?: Problem;
}

export interface LiveStore<State> extends Store<Live<State>> {
  close(): void;
}

/** A hidden page lets go of its line after this long, where it may. */
export const REST_AFTER = 10_000;

export interface StreamOptions {
  /**
   * May a hidden page let go of its line? Browsers keep six connections to a server, and a
   * demonstration has more seats. A page that works while hidden answers false.
   */
  rest?: () => boolean;
  /** Keep the picture across a reload: public screens only, their pictures hold nobody's data. */
  keep?: boolean;
  wire?: OpenWire;
}

type Scaled = { branch?: { clock_scale?: number } };

export function openStream<State extends object>(ask: Ask, options: StreamOptions = {}): LiveStore<State> {
  const place = options.keep ? `picture:${base}:${JSON.stringify(ask)}` : undefined;
  const live = store<Live<State>>({ line: "opening", sequence: -1, recoveries: 0, ...restore<State>(place) });
  let since = monotonic(); // silence counts from here, or from the last word
  let nudged = since;
  let resting = false;

  function hear(heard: Heard<State>): void {
    const now = monotonic();
    const was = live.get();
    if (heard.kind === "refused") {
      live.set({ ...was, refused: heard.problem });
      return;
    }
    const state = picture(was, heard);
    const next: Live<State> = {
      line: state ? "live" : was.line,
      sequence:
        heard.kind === "ping"
          ? was.sequence
          : Math.max(heard.sequence, heard.kind === "patch" ? was.sequence : -1),
      recoveries: was.recoveries + (was.line === "cut" && state ? 1 : 0),
      heard: now,
      clock: {
        at: Date.parse(heard.at),
        received: now,
        scale: (state as Scaled | undefined)?.branch?.clock_scale ?? 1,
      },
    };
    if (state) next.state = state;
    live.set(next);
    if (place && heard.kind !== "ping") keep(place, next);
  }

  function watch(): void {
    const now = monotonic();
    const was = live.get();
    if (resting) return;
    const silence = now - Math.max(since, was.heard ?? 0);
    const line: LineState = silence >= CUT_AFTER ? "cut" : silence >= STALE_AFTER ? "stale" : was.line;
    if (line !== was.line && !(was.line === "opening" && line === "stale")) live.set({ ...was, line });
    // A line that is open but dumb is as good as cut: try another.
    if (silence >= STALE_AFTER && now - nudged >= STALE_AFTER * 2) {
      nudged = now;
      wire.reopen();
    }
  }

  const wire = (options.wire ?? plainWire)<State>(ask, hear);
  const watcher = setInterval(watch, 500);
  const stopAttending = attend({
    rest() {
      if (!options.rest?.()) return;
      resting = true;
      wire.rest();
    },
    wake() {
      const silent = resting || monotonic() - (live.get().heard ?? 0) >= STALE_AFTER;
      resting = false;
      if (!silent) return;
      since = nudged = monotonic();
      wire.reopen(true);
    },
  });
  return {
    get: live.get,
    subscribe: live.subscribe,
    close() {
      clearInterval(watcher);
      stopAttending();
      wire.close();
    },
  };
}

/** Phones freeze hidden pages, and machines lose their network: looked at again, a page asks at once. */
function attend({ rest, wake }: { rest: () => void; wake: () => void }): () => void {
  if (typeof document === "undefined") return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turned = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(rest, REST_AFTER);
    else wake();
  };
  document.addEventListener("visibilitychange", turned);
  addEventListener("online", wake);
  if (document.hidden) turned(); // opened behind the others
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", turned);
    removeEventListener("online", wake);
  };
}

/**
 * A patch from before the picture changes nothing; one of the same sequence is time passing (a wait that
 * shrinks writes no entry); one without a picture waits for a snapshot.
 */
function picture<State>(
  was: Live<State>,
  heard: Exclude<Heard<State>, { kind: "refused" }>,
): State | undefined {
  if (heard.kind === "snapshot") return heard.state;
  if (heard.kind === "ping" || was.state === undefined || heard.sequence < was.sequence) return was.state;
  return mergePatch(was.state, heard.patch);
}

type Kept<State> = Required<Pick<Live<State>, "state" | "heard" | "clock">>;

function keep<State>(place: string, { state, heard, clock }: Live<State>): void {
  try {
    sessionStorage.setItem(place, JSON.stringify({ state, heard, clock }));
  } catch {
    // full or forbidden: the picture lives as long as the page
  }
}

function restore<State>(place: string | undefined): Kept<State> | undefined {
  try {
    const kept = place ? sessionStorage.getItem(place) : null;
    return kept ? (JSON.parse(kept) as Kept<State>) : undefined;
  } catch {
    return undefined;
  }
}
