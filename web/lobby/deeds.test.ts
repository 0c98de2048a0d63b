import { afterEach, beforeEach, expect, test, vi } from "vitest";
import fixtures from "../fixtures/lobby";
import { forgetMe } from "../shared/api";
import { store } from "../shared/store";
import type { Live, LineState } from "../shared/stream";
import type { LobbyState } from "../shared/views";
import { verbs } from "../staff/verbs";
import { deeds } from "./deeds";

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

test("marks of a cut line are kept, counted, and reported once it is back", async () => {
  const { made, source } = hall("cut");
  made.keepMark(busy.tickets["t-A061"]!, "识别 A061 孕期", { need: "pregnant", protected: true }, 0);
  made.keepMark(busy.tickets["t-A061"]!, "识别 A061 潜在", { class: "potential" }, 0);
  expect(made.get().pending).toHaveLength(1);
  expect(posts).toEqual([]);
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending).toEqual([]));
  expect(posts).toEqual([
    {
      path: "/api/tickets/t-A061/mark",
      body: { need: "pregnant", protected: true, class: "potential" },
      match: '"3"',
    },
  ]);
});

test("a mark that the server refuses is listed with its reason, and not sent again", async () => {
  const { made, source } = hall("cut");
  answer = () => Response.json({ code: "wrong_state", title: "A061 已离开" }, { status: 409 });
  made.keepMark(busy.tickets["t-A061"]!, "识别 A061", { class: "vip" }, 0);
  source.set(live("live"));
  await vi.waitFor(() => expect(made.get().pending[0]?.refused?.message).toBe("A061 已离开"));
  source.set(live("live"));
  await Promise.resolve();
  expect(posts).toHaveLength(1);
  made.dismiss(made.get().pending[0]!);
  expect(made.get().pending).toEqual([]);
});
