import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetMe, get, post, Problem } from "./api";

interface Asked {
  path: string;
  headers: Record<string, string>;
  body?: string;
}

let asked: Asked[];
let answers: (Response | Error)[];

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const me = (csrf = "token-1") => json(200, { kind: "device", csrf });
const posts = () => asked.filter((one) => one.body !== undefined);

beforeEach(() => {
  vi.useFakeTimers();
  forgetMe();
  asked = [];
  answers = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push({
      path,
      headers: init.headers as Record<string, string>,
      ...(init.body ? { body: String(init.body) } : {}),
    });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error("nobody answers");
    return answer;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets pauses pass while the promise settles. */
async function settled<Answer>(promise: Promise<Answer>): Promise<Answer> {
  const seen = promise.catch((problem: unknown) => problem as Answer);
  await vi.advanceTimersByTimeAsync(30_000);
  return seen;
}

test("a verb carries its key, the version seen, the token and the language", async () => {
  answers = [me(), json(200, { number: "A036" })];
  await expect(settled(post("/api/counters/c1/call-next", {}, { match: 7 }))).resolves.toEqual({
    number: "A036",
  });
  expect(posts()[0]?.headers).toMatchObject({
    "If-Match": '"7"',
    "X-CSRFToken": "token-1",
    "Accept-Language": "zh-Hans",
  });
  expect(posts()[0]?.headers["Idempotency-Key"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test("unanswered, the same verb goes again with the same key", async () => {
  answers = [me(), new Error("cut"), json(503, { code: "database_away" }), json(200, { number: "A036" })];
  await expect(settled(post("/api/branches/b/tickets", { service: "cash" }))).resolves.toEqual({
    number: "A036",
  });
  const keys = posts().map((one) => one.headers["Idempotency-Key"]);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test("patience ends: the problem says that nobody answered", async () => {
  answers = [me()];
  const problem = await settled(post("/api/branches/b/tickets", {}, { patience: 3000 }));
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ code: "offline", offline: true });
  expect(posts().length).toBeGreaterThan(1);
  expect(posts().length).toBeLessThan(6);
});

test("a refusal is not tried again, and speaks the server's words", async () => {
  answers = [me(), json(409, { code: "wrong_state", title: "这张号已办结", where: "ticket" })];
  const problem = await settled(post("/api/tickets/t/recall", {}));
  expect(problem).toMatchObject({
    code: "wrong_state",
    status: 409,
    message: "这张号已办结",
    where: "ticket",
    offline: false,
  });
  expect(posts()).toHaveLength(1);
});

test("a token that has changed is fetched anew, once, under the same key", async () => {
  answers = [me("old"), json(403, { code: "csrf" }), me("new"), json(200, {})];
  await settled(post("/api/tickets/t/arrive", {}));
  expect(posts().map((one) => one.headers["X-CSRFToken"])).toEqual(["old", "new"]);
  expect(new Set(posts().map((one) => one.headers["Idempotency-Key"])).size).toBe(1);
});

test("an answer that is no problem document is still a problem", async () => {
  answers = [new Response("<html>", { status: 500 })];
  await expect(get("/api/tickets/t")).rejects.toMatchObject({ code: "unknown", status: 500 });
});
