import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetMe } from "./api";
import { backoff, type Heard, plainWire, type Wire } from "./wire";

/** An EventSource that a test speaks through. */
class Source extends EventTarget {
  static all: Source[] = [];
  open = true;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    Source.all.push(this);
  }
  close() {
    this.open = false;
  }
  say(kind: string, message: object) {
    this.dispatchEvent(Object.assign(new Event(kind), { data: JSON.stringify(message) }));
  }
  end() {
    this.dispatchEvent(new Event("error"));
  }
}

let tokens: number;
let answer: () => Response;
let heard: Heard<object>[];
let wire: Wire;

const token = () =>
  new Response(JSON.stringify({ url: "http://localhost:8001/live/b?view=wall", expires_in: 300 }));
const open = () => Source.all.filter((source) => source.open);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers();
  forgetMe();
  Source.all = [];
  heard = [];
  tokens = 0;
  answer = token;
  vi.stubGlobal("location", { origin: "http://localhost:8000", pathname: "/wall/" });
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("fetch", async (path: string) => {
    if (path === "/api/me") return new Response(JSON.stringify({ csrf: "t" }));
    tokens += 1;
    return answer();
  });
  wire = plainWire<object>({ view: "wall" }, (one) => heard.push(one));
  await pass(10);
});
afterEach(() => {
  wire.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const picture = (sequence: number) => ({ view: "wall", at: "2026-11-20T01:40:00Z", sequence, state: {} });

test("a token, then one stream", () => {
  expect(tokens).toBe(1);
  expect(Source.all).toHaveLength(1);
  Source.all[0]!.say("snapshot", picture(5));
  expect(heard).toMatchObject([{ kind: "snapshot", sequence: 5 }]);
});

test("a stream that ends, at the token's expiry or in a cut, is opened with a new token from where it stood", async () => {
  Source.all[0]!.say("snapshot", picture(5));
  Source.all[0]!.say("patch", { at: "2026-11-20T01:40:01Z", sequence: 9, patch: {} });
  Source.all[0]!.end();
  await pass(6_000);
  expect(tokens).toBe(2);
  expect(open()).toHaveLength(1);
  expect(new URL(open()[0]!.url).searchParams.get("last_event_id")).toBe("9");
});

test("a 503 is asked again within 5 s, for as long as it takes", async () => {
  answer = () => new Response(JSON.stringify({ code: "database_away" }), { status: 503 });
  Source.all[0]!.end();
  await pass(60_000);
  const asked = tokens;
  expect(asked).toBeGreaterThan(12);
  answer = token;
  await pass(5_100);
  expect(open()).toHaveLength(1);
});

test("a refusal is told, and asked again only slowly", async () => {
  answer = () => new Response(JSON.stringify({ code: "sign_in", title: "请登录" }), { status: 401 });
  Source.all[0]!.end();
  await pass(30_000);
  expect(heard.at(-1)).toMatchObject({ kind: "refused" });
  expect(tokens).toBeLessThan(5);
});

test("never two streams at once, however often it is reopened", async () => {
  for (let i = 0; i < 20; i += 1) {
    wire.reopen(true);
    await pass(i % 3);
  }
  await pass(6_000);
  expect(open()).toHaveLength(1);
});

test("words from a stream already dropped are not heard", async () => {
  const first = Source.all[0]!;
  first.end();
  await pass(6_000);
  first.say("snapshot", picture(99));
  expect(heard).toEqual([]);
});

test("closed is closed", async () => {
  wire.close();
  await pass(60_000);
  expect(open()).toHaveLength(0);
  expect(tokens).toBe(1);
});

test("pauses grow to 5 s at most and are never equal", () => {
  expect(backoff(0, 0)).toBe(125);
  expect(backoff(0, 1)).toBe(250);
  expect(backoff(20, 1)).toBe(5000);
});
