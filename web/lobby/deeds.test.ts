import { afterEach, beforeEach, expect, test, vi } from "vitest";
import fixtures from "../fixtures/lobby";
import { forgetMe } from "../shared/api";
import { store } from "../shared/store";
import type { Live, LineState } from "../shared/stream";
import type { LobbyState } from "../shared/views";
import { verbs } from "../staff/verbs";
import { deeds } from "./deeds";
import { subjectOf } from "./subject";

const busy: LobbyState = fixtures.find((one) => one.name === "manager-busy")!.state;
const live = (line: LineState): Live<LobbyState> => ({ line, sequence: 1, recoveries: 0, state: busy });

let posts: { path: string; body: unknown; match: string | null }[];
let answer: () => Response;

beforeEach(() => {
  posts = [];
  answer = () => Response.json({ id: "t-A061", version: 4 });
  forgetMe();
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    if (init.method !== "POST") return Promise.resolve(Response.json({ csrf: "x" }));
    posts.push({
      path,
      body: JSON.parse(String(init.body)),
      match: new Headers(init.headers).get("If-Match"),
    });
    return Promise.resolve(answer());
  });
});
afterEach(() => vi.unstubAllGlobals());

function hall(line: LineState = "live") {
  let now = 0;
  const source = store(live(line));
  const made = deeds(
    verbs(() => now),
    source,
    () => now,
  );
  return { made, source, pass: (milliseconds: number) => (now += milliseconds) };
}

test("the last verb can be taken back for six seconds, with the version it left behind", async () => {
  const { made, pass } = hall();
  const undo = vi.fn(() => Promise.resolve());
  await made.act("mark", "识别 A061", () => Promise.resolve({ version: 9 }), undo);
  pass(5000);
  expect(await made.undo()).toBe(true);
  expect(undo).toHaveBeenCalledWith({ version: 9 });
});

test("after six seconds it stays", async () => {
  const { made, pass } = hall();
  const undo = vi.fn();
  await made.act("mark", "识别 A061", () => Promise.resolve({ version: 9 }), undo);
  pass(6001);
  expect(await made.undo()).toBe(false);
  expect(undo).not.toHaveBeenCalled();
});

test("of several verbs each can be taken back within its own six seconds", async () => {
  const { made, pass } = hall();
  const undo = vi.fn(() => Promise.resolve());
  await made.act("guide", "引导 A060", () => Promise.resolve("g1"), undo);
  pass(1000);
  await made.act("greet", "迎接 A063", () => Promise.resolve({}));
  const [, guided] = made.get().done;
  expect(made.get().done.map(({ words }) => words)).toEqual(["迎接 A063", "引导 A060"]);
  expect(await made.undo(guided)).toBe(true);
  expect(undo).toHaveBeenCalledWith("g1");
  expect(made.get().done[1]).toMatchObject({ undone: true });
  expect(await made.undo()).toBe(false);
});

test("what came to nothing has no way back", async () => {
  const { made } = hall();
  const send = () => Promise.resolve({ state: "not_offered" });
  await made.act("offer", "分流 A060", send, vi.fn(), ({ state }) => state === "offered");
  expect(made.get().done[0]!.undo).toBeUndefined();
});

test("greetings and signals of a cut line are told with their age; each newcomer is one of their own", async () => {
  const { made, source, pass } = hall("cut");
  made.keepTap({ what: "greet", ticket: "t-A063" }, "迎接 A063");
  made.keepTap({ what: "greet", ticket: "t-A063" }, "迎接 A063");
  made.keepTap({ what: "greet" }, "迎接 门口来客");
  pass(30_000);
  made.keepTap({ what: "greet" }, "迎接 门口来客");
  made.keepTap({ what: "signal", visit: "v-A061", code: "asks_savings_bonds" }, "识别 A061");
  expect(made.get().pending).toHaveLength(4);
  pass(60_000);
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending).toEqual([]));
  expect(posts.map(({ path, body }) => [path, body])).toEqual([
    ["/api/branches/b-south/greetings", { ticket: "t-A063", age_s: 90 }],
    ["/api/branches/b-south/greetings", { age_s: 90 }],
    ["/api/branches/b-south/greetings", { age_s: 60 }],
    ["/api/visits/v-A061/signals", { code: "asks_savings_bonds", age_s: 60 }],
  ]);
});

test("a tap older than half an hour is listed, and never sent", async () => {
  const { made, source, pass } = hall("cut");
  made.keepTap({ what: "greet", ticket: "t-A063" }, "迎接 A063");
  pass(1_801_000);
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending[0]?.refused?.code).toBe("tap_too_old"));
  expect(posts).toEqual([]);
});

test("marks of a cut line are kept, counted, and reported once it is back", async () => {
  const { made, source } = hall("cut");
  made.keepMark(subjectOf(busy, "t-A061")!, "识别 A061 孕期", { need: "pregnant", protected: true });
  made.keepMark(subjectOf(busy, "t-A061")!, "识别 A061 潜在", { protected: true });
  expect(made.get().pending).toHaveLength(1);
  expect(posts).toEqual([]);
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending).toEqual([]));
  expect(posts).toEqual([
    {
      path: "/api/tickets/t-A061/mark",
      body: { need: "pregnant", protected: true },
      match: '"3"',
    },
  ]);
});

test("a mark at the door goes to the number that was taken meanwhile, else to the visit", async () => {
  const { made, source } = hall("cut");
  const door = { ...busy.visits["v-d14"]!, id: "v-A061" };
  const before = { ...busy, visits: { ...busy.visits, "v-A061": door }, tickets: {} };
  made.keepMark(subjectOf(before, "v-A061")!, "识别 门口 14", { need: "elder", protected: true });
  made.keepMark(subjectOf(before, "v-d14")!, "识别 门口 14", { protected: false });
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending).toEqual([]));
  expect(posts).toEqual([
    { path: "/api/tickets/t-A061/mark", body: { need: "elder", protected: true }, match: '"3"' },
    { path: "/api/visits/v-d14/mark", body: { protected: false }, match: '"1880"' },
  ]);
});

test("a mark that the server refuses is listed with its reason, and not sent again", async () => {
  const { made, source } = hall("cut");
  answer = () => Response.json({ code: "wrong_state", title: "A061 已离开" }, { status: 409 });
  made.keepMark(subjectOf(busy, "t-A061")!, "识别 A061", { protected: true });
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending[0]?.refused?.message).toBe("A061 已离开"));
  source.set(live("live"));
  await Promise.resolve();
  expect(posts).toHaveLength(1);
  made.dismiss(made.get().pending[0]!);
  expect(made.get().pending).toEqual([]);
});
