import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "./api";
import { type Live, type LiveStore, openStream } from "./stream";
import type { Heard, OpenWire } from "./wire";

interface Picture {
  branch: { clock_scale: number };
  waiting: number;
  calls?: string[];
}

const AT = "2026-11-20T01:40:00+00:00";
let hear: (heard: Heard<Picture>) => void;
let reopened: number;
let rested: number;
let open: LiveStore<Picture> | undefined;

const wire = ((_ask: unknown, listener: typeof hear) => {
  hear = listener;
  return {
    reopen: () => (reopened += 1),
    rest: () => (rested += 1),
    close: () => undefined,
  };
}) as OpenWire;

function start(keep = false): LiveStore<Picture> {
  return (open = openStream<Picture>({ view: "kiosk" }, { wire, keep }));
}
const snapshot = (sequence: number, waiting: number): Heard<Picture> => ({
  kind: "snapshot",
  view: "kiosk",
  at: AT,
  sequence,
  state: { branch: { clock_scale: 2 }, waiting },
});
const patch = (sequence: number, change: object): Heard<Picture> => ({
  kind: "patch",
  at: AT,
  sequence,
  patch: { ...change },
});
const ping = (sequence: number): Heard<Picture> => ({ kind: "ping", at: AT, sequence });
const waiting = (live: Live<Picture>) => live.state?.waiting;

beforeEach(() => {
  vi.useFakeTimers();
  reopened = 0;
  rested = 0;
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => {
  open?.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a snapshot, then patches in order; one from before the picture changes nothing", () => {
  const stream = start();
  expect(stream.get().line).toBe("opening");
  hear(snapshot(10, 3));
  hear(patch(11, { waiting: 4 }));
  hear(patch(10, { waiting: 99 }));
  expect(waiting(stream.get())).toBe(4);
  hear(patch(11, { waiting: 5 })); // the same sequence: time alone changed the picture
  expect(waiting(stream.get())).toBe(5);
  expect(stream.get().sequence).toBe(11);
});

test("a patch before any picture is not taken for one", () => {
  const stream = start();
  hear(patch(11, { waiting: 4 }));
  expect(stream.get().state).toBeUndefined();
});

test("a snapshot replaces the picture even when the ledger starts again", () => {
  const stream = start();
  hear(snapshot(900, 3));
  hear(snapshot(5, 0));
  hear(patch(6, { waiting: 1 }));
  expect(waiting(stream.get())).toBe(1);
});

test("stale after 5 s of silence, cut after 15, live again with the next word, counted as a recovery", () => {
  const stream = start();
  hear(snapshot(10, 3));
  vi.advanceTimersByTime(4_400);
  expect(stream.get().line).toBe("live");
  vi.advanceTimersByTime(1_100);
  expect(stream.get().line).toBe("stale");
  vi.advanceTimersByTime(10_000);
  expect(stream.get().line).toBe("cut");
  expect(waiting(stream.get())).toBe(3);
  hear(snapshot(12, 7));
  expect(stream.get()).toMatchObject({ line: "live", recoveries: 1 });
});

test("pings keep the line alive", () => {
  const stream = start();
  hear(snapshot(10, 3));
  for (let i = 0; i < 20; i += 1) {
    vi.advanceTimersByTime(2_000);
    hear(ping(10));
  }
  expect(stream.get().line).toBe("live");
  expect(reopened).toBe(0);
});

test("a line that is open but silent is opened anew, again and again", () => {
  start();
  hear(snapshot(10, 3));
  vi.advanceTimersByTime(60_000);
  expect(reopened).toBeGreaterThanOrEqual(4);
});

test("never heard at all: cut after 15 s", () => {
  const stream = start();
  vi.advanceTimersByTime(15_500);
  expect(stream.get().line).toBe("cut");
});

test("a public screen shows its last picture after a reload during a cut", () => {
  start(true);
  hear(snapshot(10, 3));
  hear(patch(11, { waiting: 4 }));
  open?.close();
  vi.advanceTimersByTime(120_000);
  const again = start(true);
  expect(waiting(again.get())).toBe(4);
  expect(again.get().line).toBe("opening");
  vi.advanceTimersByTime(15_500);
  expect(again.get().line).toBe("cut");
  expect(waiting(again.get())).toBe(4);
});

test("a refusal is told and the picture stays", () => {
  const stream = start();
  hear(snapshot(10, 3));
  hear({ kind: "refused", problem: new Problem("sign_in", 401, "请登录") });
  expect(stream.get().refused?.code).toBe("sign_in");
  expect(waiting(stream.get())).toBe(3);
  hear(snapshot(11, 3));
  expect(stream.get().refused).toBeUndefined();
});

test("a hidden page rests where it may, is not called cut for it, and asks at once when seen again", () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  const look = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  const stream = (open = openStream<Picture>({ view: "kiosk" }, { wire, rest: () => true }));
  hear(snapshot(10, 3));
  look(true);
  vi.advanceTimersByTime(9_000);
  expect(rested).toBe(0);
  vi.advanceTimersByTime(120_000);
  expect(rested).toBe(1);
  expect(stream.get().line).not.toBe("cut");
  const before = reopened;
  look(false);
  expect(reopened).toBe(before + 1);
  vi.advanceTimersByTime(1_000);
  expect(stream.get().line).not.toBe("cut");
});
