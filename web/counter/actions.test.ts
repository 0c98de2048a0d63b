import { afterEach, beforeEach, expect, test, vi } from "vitest";
import fixtures from "../fixtures/counter";
import { forgetMe } from "../shared/api";
import type { CounterState } from "../shared/views";
import { verbs } from "../staff/verbs";
import { actsOf } from "./actions";
import { counterKeys } from "./keys";

const NOW = Date.parse("2026-11-20T02:42:00Z");
const moment = (name: string): CounterState => fixtures.find((one) => one.name === `teller-${name}`)!.state;
const acts = (name: string, cut = false) => actsOf(moment(name), verbs(), NOW, cut, "b-south");

interface Post {
  path: string;
  match: string | null;
}
let posts: Post[];

beforeEach(() => {
  posts = [];
  forgetMe();
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    if (init.method === "POST") posts.push({ path, match: new Headers(init.headers).get("If-Match") });
    return Promise.resolve(Response.json(path === "/api/me" ? { csrf: "x" } : {}));
  });
});
afterEach(() => vi.unstubAllGlobals());

test("verbs carry the version on screen: the seat's for a call, the ticket's for the rest", async () => {
  await acts("serving").callNext.run();
  await acts("called").arrive.run();
  expect(posts).toEqual([
    { path: "/api/counters/c1/call-next", match: '"41"' },
    { path: "/api/tickets/t-A052/arrive", match: '"3"' },
  ]);
});

test("two impatient presses are one post", async () => {
  const { callNext } = acts("serving");
  await Promise.all([callNext.run(), callNext.run()]);
  await callNext.run();
  expect(posts).toHaveLength(1);
});

test("what cannot be done now says why", () => {
  const called = acts("called");
  expect(called.recall).toMatchObject({ off: "wait", wait: 9 });
  expect(called.pass).toMatchObject({ off: "wait", wait: 78 });
  expect(called.rate.off).toBe("serving_only");
  const serving = acts("serving");
  expect([serving.recall.off, serving.pass.off, serving.arrive.off]).toEqual(Array(3).fill("called_only"));
  expect(new Set(Object.values(acts("serving", true)).map(({ off }) => off))).toEqual(new Set(["cut"]));
});

test("the keyboard presses only what can be done", async () => {
  const [ask, refer] = [vi.fn(), vi.fn()];
  const keys = counterKeys(acts("serving"), ask, refer);
  keys["R"]?.();
  keys["N"]?.();
  keys["Enter"]?.();
  expect(posts).toEqual([]);
  keys["T"]?.();
  keys["B"]?.();
  keys["/"]?.();
  keys["?"]?.();
  expect(ask.mock.calls.map(([asking]) => (asking as { kind: string }).kind)).toEqual([
    "transfer",
    "business",
    "choose",
    "keys",
  ]);
  keys["P"]?.();
  await vi.waitFor(() => expect(posts[0]?.path).toBe("/api/tickets/t-A048/ask-rating"));
});
