import { expect, test } from "vitest";
import fixtures from "../fixtures/lobby";
import { assistant, manager } from "../fixtures/staff";
import type { LobbyState, TicketView } from "../shared/views";
import { subjectOf } from "./subject";
import { mergeTargets, nearestAdviser, offered, offeredMore, type Situation } from "./verbs";

const moment = (name: string): LobbyState => fixtures.find((one) => one.name === `manager-${name}`)!.state;
const busy = moment("busy");
const ticket = (number: string): TicketView => busy.tickets[`t-${number}`]!;
type More = Partial<Situation> & { chosen?: TicketView; door?: string };

function situation({ chosen, door, ...more }: More): Situation {
  const state = more.state ?? busy;
  const tickets = chosen ? { ...busy.tickets, [chosen.id]: chosen } : busy.tickets;
  const subject = subjectOf({ tickets, visits: busy.visits }, chosen?.id ?? door);
  return { state, cut: false, rights: manager.rights, ...more, ...(subject ? { subject } : {}) };
}
const all = (more: More = {}) =>
  Object.fromEntries(
    offered(situation(more)).map(({ verb, hindrance, unoffered }) => [verb, hindrance ?? unoffered ?? "yes"]),
  );
const further = (more: More = {}) =>
  Object.fromEntries(
    offeredMore(situation(more)).map(({ verb, hindrance, way }) => [verb, hindrance ?? way ?? "yes"]),
  );

test("with nobody chosen somebody is greeted, a number taken, help called", () => {
  expect(all()).toEqual({
    greet: "yes",
    identify: "choose",
    guide: "choose",
    divert: "choose",
    refer: "choose",
    help: "yes",
  });
  expect(further()).toEqual({
    issue: "yes",
    card: "choose",
    cash: "yes",
    return: "choose",
    transfer: "choose",
    emergency: "choose",
    merge: "choose",
    abandon: "choose",
  });
});

test("whoever stands at the door is identified, guided, referred, and joined to their number", () => {
  expect(all({ door: "v-d14" })).toEqual({
    greet: "greeted",
    identify: "yes",
    guide: "yes",
    divert: "no_number",
    refer: "yes",
    help: "yes",
  });
  expect(further({ door: "v-d14" })).toMatchObject({ issue: "yes", join: "yes", transfer: "no_number" });
});

test("somebody is greeted once", () => {
  expect(all({ chosen: ticket("A061") })["greet"]).toBe("greeted");
  expect(all({ chosen: ticket("A060") })["greet"]).toBe("yes");
});

test("protected people are proposed nothing, nor anybody beside a free counter of theirs", () => {
  expect(all({ chosen: ticket("A052") })["divert"]).toBe("protected");
  const free = moment("free-counter");
  expect(all({ chosen: ticket("A060"), state: free })["divert"]).toBe("counter_free");
  expect(all({ chosen: ticket("B021"), state: free })["divert"]).toBe("yes");
});

test("an offer that stands can be answered, wherever its number is", () => {
  const diverted = moment("asking").tickets["t-A059"]!;
  expect(all({ chosen: diverted })["divert"]).toBe("yes");
  expect(all({ chosen: ticket("A059") })["divert"]).toBe("parked");
});

test("somebody who waits can be parked, moved, merged, put first", () => {
  expect(further({ chosen: ticket("A061") })).toEqual({
    issue: "yes",
    card: "yes",
    cash: "yes",
    return: "park",
    transfer: "yes",
    emergency: "yes",
    merge: "yes",
    abandon: "yes",
  });
});

test("missed ones are called back, parked ones resume, before anything else is done with them", () => {
  expect(further({ chosen: ticket("A047") })).toMatchObject({
    return: "rejoin",
    emergency: "missed",
    transfer: "missed",
  });
  expect(further({ chosen: ticket("A059") })).toMatchObject({
    return: "resume",
    emergency: "parked",
    transfer: "yes",
  });
});

test("a service in hand belongs to its counter; a mark may still be set", () => {
  expect(all({ chosen: ticket("A048") })).toMatchObject({ identify: "yes", divert: "in_service" });
  expect(further({ chosen: ticket("A048") })).toMatchObject({
    emergency: "in_service",
    return: "in_service",
    transfer: "in_service",
    abandon: "in_service",
  });
});

test("an emergency is put first once", () => {
  expect(further({ chosen: { ...ticket("A061"), emergency: true } })["emergency"]).toBe("emergency_already");
});

test("while the line is cut greeting, identifying and help remain", () => {
  expect(all({ chosen: ticket("A060"), cut: true })).toEqual({
    greet: "yes",
    identify: "yes",
    guide: "cut",
    divert: "cut",
    refer: "cut",
    help: "yes",
  });
  expect(new Set(Object.values(further({ chosen: ticket("A060"), cut: true })))).toEqual(new Set(["cut"]));
});

test("no numbers after the last numbers", () => {
  expect(further({ state: moment("last-numbers") })["issue"]).toBe("numbers_stopped");
});

test("verbs without the right are absent, not grey", () => {
  expect(Object.keys(further({ rights: assistant.rights }))).not.toContain("emergency");
  expect(Object.keys(all({ rights: [] }))).toEqual([]);
  expect(Object.keys(all({ rights: ["note_signal"], chosen: ticket("A060") }))).toEqual(["identify"]);
});

test("a duplicate goes into another number that still counts, never into itself", () => {
  const targets = mergeTargets(busy.tickets, ticket("A061")).map(({ number }) => number);
  expect(targets).toContain("A059");
  expect(targets).not.toContain("A061");
  expect(targets).not.toContain("A048");
});

test("who can receive somebody now is whose desk is free, never whose is held", () => {
  expect(nearestAdviser(busy)).toBe("沈一鸣");
  expect(nearestAdviser(moment("asking"))).toBeUndefined();
});

test("whoever said no today, on whichever visit, is referred to nobody; a card is redeemed for anybody", () => {
  const said = { ...ticket("A061"), refused: true };
  expect(all({ chosen: said })).toMatchObject({ refer: "declined", guide: "yes" });
  expect(further({ chosen: said })["card"]).toBe("yes");
  const door = { ...busy.visits["v-d14"]!, refused: true };
  const state = { ...busy, visits: { "v-d14": door } };
  const subject = subjectOf(state, "v-d14")!;
  const refer = offered({ state, cut: false, rights: manager.rights, subject }).find(
    ({ verb }) => verb === "refer",
  );
  expect(refer?.hindrance).toBe("declined");
});
