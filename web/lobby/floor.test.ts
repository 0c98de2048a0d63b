import { describe, expect, test } from "vitest";
import fixtures from "../fixtures/lobby";
import type { LobbyState } from "../shared/views";
import { careRows } from "./care";
import { linesOf, waitingColumns } from "./lines";
import { boxOf, columnsIn, holdsLine, placesIn, scaleFor, seatIn } from "./plan";

const NOW = Date.parse("2026-11-20T02:42:00Z");
const moment = (name: string): LobbyState => fixtures.find((one) => one.name === `manager-${name}`)!.state;

describe("lines", () => {
  const byZone = (state: LobbyState) =>
    Object.fromEntries(linesOf(state).map((line) => [line.zone, line.people.map(({ number }) => number)]));

  test("everybody stands under the counters that serve them", () => {
    const lines = byZone(moment("busy"));
    expect(lines["z-cash"]).toHaveLength(11);
    expect(lines["z-noncash"]).toEqual(["B021", "B022", "B023", "B024", "B025"]);
    expect(lines["z-company"]).toEqual(["C008", "C009"]);
  });

  test("VIP customers wait in their room while a seat works there, else with everybody", () => {
    const busy = moment("busy");
    expect(byZone(busy)["z-vip"]).toEqual(["A056", "C010"]);
    const closed = {
      ...busy,
      seats: { ...busy.seats, c7: { ...busy.seats["c7"]!, state: "vacant" as const } },
    };
    expect(byZone(closed)["z-vip"]).toBeUndefined();
    expect(byZone(closed)["z-cash"]).toContain("A056");
  });

  test("a number held for a counter waits at that counter", () => {
    const busy = moment("busy");
    const held = { ...busy.tickets["t-A060"]!, counter: "c6" };
    expect(byZone({ ...busy, tickets: { ...busy.tickets, "t-A060": held } })["z-company"]).toContain("A060");
  });

  test("nobody is lost: services without any seat stand apart", () => {
    const busy = moment("busy");
    const lines = linesOf({ ...busy, seats: {} });
    expect(lines.flatMap(({ people }) => people)).toHaveLength(20);
    expect(lines.map(({ zone }) => zone)).toEqual([""]);
  });

  test("in a hall with a waiting area each line keeps under its own counters", () => {
    const strip = moment("strip");
    const lines = linesOf(strip).filter(({ zone }) => ["z-cash", "z-noncash", "z-company"].includes(zone));
    const columns = waitingColumns(strip.zones["z-waiting"]!, lines, strip.zones);
    expect(columns.map(({ line }) => line.zone)).toEqual(["z-cash", "z-noncash", "z-company"]);
    expect(columns.map(({ left }) => Math.round(left))).toEqual([0, 51, 84]);
  });
});

describe("plan", () => {
  test("a zone of the 100 × 100 plan in pixels", () => {
    expect(boxOf({ x: 10, y: 20, w: 50, h: 25 }, { width: 800, height: 600 })).toEqual({
      left: 80,
      top: 120,
      width: 400,
      height: 150,
    });
  });

  test("all people one by one while they fit; then the last place tells how many more", () => {
    const area = { width: 290, height: 215 };
    expect(placesIn(area, 15)).toMatchObject({ columns: 5, rows: 3, shown: 15, hidden: 0 });
    expect(placesIn(area, 16)).toMatchObject({ shown: 14, hidden: 2 });
    expect(placesIn({ width: 10, height: 10 }, 3)).toMatchObject({ shown: 0, hidden: 3 });
  });

  test("marks are as large as still shows everybody, and all of one size", () => {
    const area = { width: 290, height: 215 };
    expect(scaleFor([{ area, people: 4 }])).toBe(1.28);
    expect(scaleFor([{ area, people: 15 }])).toBe(1);
    expect(
      scaleFor([
        { area, people: 4 },
        { area, people: 90 },
      ]),
    ).toBe(0.86);
  });

  test("a strip of counters leaves no room for a line", () => {
    const tall = seatIn({ width: 560, height: 700 });
    expect(holdsLine({ width: 300, height: 200 }, tall)).toBe(false);
    expect(holdsLine({ width: 300, height: 500 }, tall)).toBe(true);
  });

  test("on a flat plan counters are low enough to leave room for one", () => {
    const zone = { width: 200, height: 200 };
    expect(holdsLine(zone, seatIn({ width: 560, height: 700 }))).toBe(false);
    expect(holdsLine(zone, seatIn({ width: 560, height: 380 }))).toBe(true);
  });

  test("lines that lie elsewhere share the waiting area by their people", () => {
    const columns = columnsIn({ x: 0, w: 50 }, [
      { home: { x: 80, w: 20 }, people: 9 },
      { home: undefined, people: 1 },
    ]);
    expect(columns.map(({ width }) => Math.round(width))).toEqual([82, 18]);
    expect(columns[1]!.left).toBeCloseTo(columns[0]!.width);
  });
});

describe("whom to look after first", () => {
  const rows = (state: LobbyState) => careRows(state, NOW).map(({ key, reasons }) => [key, reasons.join()]);

  test("help, then whoever was passed to the limit and the protected by wait, then the longest", () => {
    expect(rows(moment("busy"))).toEqual([
      ["help h1", "help"],
      ["t-A050", "limit,longest"],
      ["t-A052", "protected,over"],
      ["t-A058", "protected"],
      ["t-A053", "over"],
    ]);
  });

  test("an emergency leads everybody who waits", () => {
    const busy = moment("busy");
    const urgent = { ...busy.tickets["t-A063"]!, emergency: true };
    const found = rows({ ...busy, help: {}, tickets: { ...busy.tickets, "t-A063": urgent } });
    expect(found[0]).toEqual(["t-A063", "emergency"]);
  });

  test("answered help stays until it is closed; an empty hall asks for nothing", () => {
    expect(rows(moment("before"))).toEqual([]);
    const busy = moment("busy");
    const help = (state: "answered" | "closed") => ({ h1: { ...busy.help["h1"]!, state } });
    const calls = (state: "answered" | "closed") =>
      rows({ ...busy, help: help(state) }).filter(([key]) => key?.startsWith("help"));
    expect(calls("answered")).toHaveLength(1);
    expect(calls("closed")).toEqual([]);
  });
});
