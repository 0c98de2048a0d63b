import { describe, expect, test } from "vitest";
import fixtures from "../fixtures/lobby";
import { NOW as AT } from "../fixtures/floor";
import type { SignalWord } from "../shared/verbs/visits";
import type { LobbyState } from "../shared/views";
import { asksNow, awaited, deskOf, freeCounterFor, freeDesks } from "./asks";
import { cameRows, strongest } from "./came";
import { careRows } from "./care";
import { sheetOf } from "../staff/signals";
import { promiseOf, subjectOf, toGreet } from "./subject";
import { setAside, suggestions } from "./suggesting";

const NOW = Date.parse(AT);
const moment = (name: string): LobbyState => fixtures.find((one) => one.name === `manager-${name}`)!.state;
const busy = moment("busy");

describe("whom the verbs mean", () => {
  test("a number, or a visit at the door; who has taken a number since is still meant", () => {
    expect(subjectOf(busy, "t-A061")).toMatchObject({ visit: "v-A061", number: "A061", version: 3 });
    expect(subjectOf(busy, "v-d14")).toMatchObject({ visit: "v-d14", number: "", door: 14, version: 1880 });
    expect(subjectOf(busy, "v-A061")).toMatchObject({ id: "t-A061", number: "A061" });
    expect(subjectOf(busy, "gone")).toBeUndefined();
    expect(subjectOf(busy, undefined)).toBeUndefined();
  });

  test("to be greeted is who came lately and was not, the earliest first", () => {
    expect(toGreet(busy, NOW).map(({ number }) => number)).toEqual(["B025", "C010", "A063"]);
    expect(toGreet(moment("before"), NOW)).toEqual([]);
  });

  test("what a visit awaits", () => {
    expect(promiseOf(busy, "v-A061")?.id).toBe("g1");
    expect(promiseOf(busy, "v-A060")).toBeUndefined();
  });
});

test("whoever is protected is looked after from the door on, whom nobody marked is not", () => {
  const atDoor = (state: LobbyState) => careRows(state, NOW).filter(({ door }) => door);
  expect(atDoor(busy)).toEqual([]);
  expect(atDoor(moment("frail"))).toMatchObject([{ key: "v-d14", reasons: ["protected"], minutes: 2 }]);
  expect(subjectOf(moment("frail"), "v-d14")).toMatchObject({ protected: true, need: "elder" });
});

describe("who came", () => {
  test("VIP customers, appointments, then who said or did something; each once", () => {
    const rows = cameRows(busy, NOW).map(({ kind, number }) => `${kind} ${number}`);
    expect(rows).toEqual(["vip A056", "vip C010", "booked B023", "potential A061"]);
  });

  test("a VIP customer without a number yet is chosen by the visit", () => {
    const { ticket: _ticket, number: _number, ...came } = busy.came["v-A056"]!;
    const state = { ...busy, tickets: {}, came: { "v-A056": { ...came, door: 15 } } };
    expect(cameRows(state, NOW)).toMatchObject([{ subject: "v-A056", door: 15, number: "" }]);
  });

  test("whoever is served already is no arrival any more", () => {
    const served = { ...busy.tickets["t-A056"]!, state: "serving" as const };
    const rows = cameRows({ ...busy, tickets: { ...busy.tickets, "t-A056": served } }, NOW);
    expect(rows.map(({ number }) => number)).not.toContain("A056");
  });

  test("the strongest that was noted is told", () => {
    const word = (code: string, strength: number): SignalWord => ({
      code,
      strength,
      state: "wait",
      sources: ["lobby"],
      words: code,
    });
    const catalogue = [word("glances", 1), word("asks", 3), word("shows", 4)];
    expect(strongest(["glances", "asks"], catalogue)?.code).toBe("asks");
    expect(strongest(["unheard_of"], catalogue)).toBeUndefined();
  });
});

describe("what asks again", () => {
  test("promises, accepted offers and referrals taken on, those that ask longest first; an open offer asks nothing", () => {
    const due = awaited(moment("asking"));
    const asking = due.filter((one) => asksNow(one, NOW)).map(({ key }) => key);
    expect(asking).toEqual(["offer o1", "promise g1"]);
    expect(due.map(({ key }) => key)).not.toContain("referral r1"); // the same customer's
    expect(due.find(({ key }) => key === "promise g1")).toMatchObject({ referral: { id: "r1" } });
    expect(due.at(-1)?.key).toBe("promise g2"); // on the way: asks when the desk is kept no longer
  });

  test("a referral of nobody who is awaited stands alone, and so does one that was joined to no number", () => {
    const { referrals } = moment("asking");
    const apart = { ...moment("asking"), referrals: { r1: { ...referrals["r1"]!, visit: "v-A070" } } };
    expect(awaited(apart).map(({ key }) => key)).toContain("referral r1");
    expect(awaited({ ...apart, promises: {} }).map(({ key }) => key)).toContain("referral r1");
  });

  test("a promise whose minutes run is listed, and does not ask", () => {
    const [due] = awaited(busy);
    expect(due?.key).toBe("promise g1");
    expect(asksNow(due!, NOW)).toBe(false);
  });
});

describe("desks and counters", () => {
  test("a desk is free by its own word", () => {
    expect(freeDesks(busy).map(({ number }) => number)).toEqual(["8"]);
    expect(freeDesks(moment("asking"))).toEqual([]);
    expect(deskOf(busy, "s9")?.desk?.state).toBe("serving");
    expect(deskOf(busy, undefined)).toBeUndefined();
  });

  test("a free counter counts only for whom it serves, and the VIP room's for its customers", () => {
    const free = moment("free-counter");
    expect(freeCounterFor(free, busy.tickets["t-A060"]!)?.number).toBe("1");
    expect(freeCounterFor(free, busy.tickets["t-C008"]!)).toBeUndefined();
    const { ticket: _served, ...idle } = busy.seats["c7"]!;
    const room = { seats: { ...busy.seats, c7: idle } };
    expect(freeCounterFor(room, busy.tickets["t-A060"]!)).toBeUndefined();
    expect(freeCounterFor(room, busy.tickets["t-A056"]!)?.number).toBe("7");
    expect(freeCounterFor(room, { ...busy.tickets["t-A060"]!, emergency: true })?.number).toBe("7");
    expect(freeCounterFor(room, { ...busy.tickets["t-A060"]!, counter: "c7" })?.number).toBe("7");
    const kept = { seats: { ...room.seats, c7: { ...idle, desk: { state: "held" as const } } } };
    expect(freeCounterFor(kept, busy.tickets["t-A056"]!)).toBeUndefined();
  });
});

describe("suggestions", () => {
  const found = (number: string) => ({
    ticket: `t-${number}`,
    number,
    version: 3,
    service: "cash",
    issued_at: AT,
    place: "smart" as const,
    where: "智3",
    why: { "zh-Hans": "", "zh-Hant": "", en: "" },
  });

  test("one card a place; never whom the law protects, nor who has an offer or stands aside", () => {
    const candidates = ["A060", "A052", "A059", "A063"].map(found);
    const [card, ...others] = suggestions(candidates, busy, new Set());
    expect(card?.people.map(({ number }) => number)).toEqual(["A060", "A063"]);
    expect(others).toEqual([]);
    expect(suggestions([found("A060")], moment("asking"), new Set())).toEqual([]);
  });

  test("set aside, they are not suggested again; somebody else is", () => {
    const [card] = suggestions([found("A060")], busy, new Set());
    const refused = setAside(new Set(), card!);
    const again = suggestions([found("A060"), found("A063")], busy, refused);
    expect(again.flatMap(({ people }) => people.map(({ number }) => number))).toEqual(["A063"]);
  });
});

describe("signals", () => {
  const word = (code: string, state: SignalWord["state"]): SignalWord => ({
    code,
    state,
    strength: 1,
    sources: ["lobby"],
    words: code,
  });
  const catalogue = [
    ...Array.from({ length: 9 }, (_, at) => word(`enter_${at}`, "enter")),
    word("shows_vip_card", "enter"),
    word("glances", "wait"),
  ];

  test("the eight noted most stand first, before them nobody counted the usual ones", () => {
    expect(sheetOf(catalogue, {}).first[0]?.code).toBe("shows_vip_card");
    const { first, rest } = sheetOf(catalogue, { glances: 3, enter_8: 1 });
    expect(first.slice(0, 3).map(({ code }) => code)).toEqual(["glances", "enter_8", "shows_vip_card"]);
    expect(first).toHaveLength(8);
    expect([...first, ...rest.enter, ...rest.consult, ...rest.wait]).toHaveLength(catalogue.length);
  });
});
