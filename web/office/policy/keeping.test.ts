import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { examples } from "../../fixtures/policies";
import { Problem } from "../../shared/api";
import type { PolicyRows, Row } from "../../shared/verbs/policies";
import { withCell, withoutRow } from "./history";
import { AGAIN, type Door, keeperOf, PAUSE } from "./keeping";

const { rows, inputs } = examples.tables.find(({ name }) => name === "divert")!;
const other = withCell(rows, 4, 5, ">= 8", inputs.length);
const third = withoutRow(rows, 9);

const told = (its: readonly Row[], version: number): PolicyRows => ({
  table: "divert",
  version: { id: "p", number: 8, state: "draft", faults: 0, editors: [], version, digest: "d", yours: true },
  rows: [...its],
  problems: [],
  findings: [],
  beyond: [],
});

/** A server with one draft; `away` and `refuses` say how it answers. */
class Server implements Door {
  rows: readonly Row[] = rows;
  version = 1;
  away = false;
  refuses: string | undefined;
  sent: number[] = [];
  async send(version: number, its: readonly Row[]) {
    this.sent.push(version);
    if (this.away) throw new Problem("offline", 0, "");
    if (this.refuses) throw new Problem(this.refuses, 422, "no");
    if (version !== this.version) throw new Problem("stale_screen", 412, "");
    this.version += 1;
    this.rows = its;
    return { id: "p", table: "divert", number: 8, state: "draft", faults: 0, version: this.version };
  }
  async read() {
    if (this.away) throw new Problem("offline", 0, "");
    return told(this.rows, this.version);
  }
}

let server: Server;
beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
});
afterEach(() => vi.useRealTimers());
const open = () => keeperOf(told(rows, 1), server);
const pass = (time: number) => vi.advanceTimersByTimeAsync(time);

test("a change is saved by itself, once, a moment after the last one", async () => {
  const keeper = open();
  keeper.change(third);
  await pass(PAUSE - 1);
  keeper.change(other);
  await pass(PAUSE - 1);
  expect([server.sent, keeper.get().saving]).toEqual([[], "waiting"]);
  await pass(1);
  expect([server.sent, server.rows, keeper.get().saving]).toEqual([[1], other, "saved"]);
});

test("what is typed while saving is saved next, with the version that came back", async () => {
  const keeper = open();
  keeper.change(other);
  const settled = keeper.settle();
  keeper.change(third);
  expect(await settled).toBe(true);
  expect([server.sent, server.rows]).toEqual([[1, 2], third]);
});

test("changed and undone is nothing to save", async () => {
  const keeper = open();
  keeper.change(other);
  keeper.undo();
  await pass(PAUSE);
  expect([server.sent, keeper.get().saving]).toEqual([[], "saved"]);
});

test("while nobody answers all is kept, and saved once somebody does", async () => {
  const keeper = open();
  server.away = true;
  keeper.change(other);
  await pass(PAUSE);
  expect(keeper.get().saving).toBe("away");
  keeper.change(third);
  await pass(PAUSE + AGAIN);
  expect([keeper.get().saving, keeper.get().history.rows]).toEqual(["away", third]);
  server.away = false;
  await pass(AGAIN);
  expect([keeper.get().saving, server.rows]).toEqual(["saved", third]);
});

test("saved but not heard: it is not sent again, only looked at", async () => {
  const keeper = open();
  const { read } = server;
  server.read = () => Promise.reject(new Problem("offline", 0, ""));
  keeper.change(other);
  await pass(PAUSE);
  expect(keeper.get().saving).toBe("away");
  server.read = read;
  await pass(AGAIN);
  expect([server.sent, keeper.get().saving]).toEqual([[1], "saved"]);
});

test("what somebody else saved is neither overwritten nor mixed in: people choose", async () => {
  const keeper = open();
  server.rows = third;
  server.version = 7;
  keeper.change(other);
  await pass(PAUSE);
  expect([keeper.get().saving, keeper.get().moved?.rows]).toEqual(["moved", third]);
  keeper.change(withoutRow(other, 3));
  await pass(60_000);
  expect(server.sent).toEqual([1]);
});

test("theirs are loaded, and Ctrl+Z brings one's own back", async () => {
  const keeper = open();
  server.rows = third;
  server.version = 7;
  keeper.change(other);
  await pass(PAUSE);
  keeper.takeTheirs();
  await pass(PAUSE);
  expect([keeper.get().saving, keeper.get().history.rows, server.sent]).toEqual(["saved", third, [1]]);
  keeper.undo();
  await pass(PAUSE);
  expect([server.rows, server.sent]).toEqual([other, [1, 7]]);
});

test("or one's own is saved over theirs", async () => {
  const keeper = open();
  server.version = 7;
  server.rows = third;
  keeper.change(other);
  await pass(PAUSE);
  keeper.keepOwn();
  await pass(PAUSE);
  expect([server.rows, keeper.get().saving]).toEqual([other, "saved"]);
});

test("a refusal loses nothing, and the next change is tried", async () => {
  const keeper = open();
  server.refuses = "bad_input";
  keeper.change(other);
  await pass(PAUSE);
  expect([keeper.get().saving, keeper.get().problem?.message]).toEqual(["refused", "no"]);
  await pass(60_000);
  expect(server.sent).toHaveLength(1);
  server.refuses = undefined;
  keeper.change(third);
  await pass(PAUSE);
  expect([keeper.get().saving, server.rows]).toEqual(["saved", third]);
});

test("rows that come back otherwise are somebody's, and nothing is sent again and again", async () => {
  const keeper = open();
  const { send } = server;
  server.send = async (...sent) => {
    const now = await send.apply(server, sent);
    server.rows = third; // between the save and the look
    server.version += 1;
    return now;
  };
  keeper.change(other);
  await pass(60_000);
  expect([server.sent, keeper.get().saving, keeper.get().moved?.rows]).toEqual([[1], "moved", third]);
});

test("another step of its life is seen, and the next change goes on from there", async () => {
  const keeper = open();
  server.version = 5; // tried
  await keeper.refresh();
  keeper.change(other);
  await pass(PAUSE);
  expect([server.sent, keeper.get().saving]).toEqual([[5], "saved"]);
});
