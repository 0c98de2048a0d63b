import { expect, test } from "vitest";
import fixtures from "../fixtures/lobby";
import { assistant, manager } from "../fixtures/staff";
import type { LobbyState, TicketView } from "../shared/views";
import { mergeTargets, offered, type Situation } from "./verbs";

const busy: LobbyState = fixtures.find((one) => one.name === "manager-busy")!.state;
const ticket = (number: string): TicketView => busy.tickets[`t-${number}`]!;
const all = (more: Partial<Situation> = {}) =>
  Object.fromEntries(
    offered({ state: busy, cut: false, rights: manager.rights, ...more }).map(({ verb, hindrance, way }) => [
      verb,
      hindrance ?? way ?? "yes",
    ]),
  );

test("with nobody chosen a number can be taken and help called", () => {
  expect(all()).toEqual({
    issue: "yes",
    identify: "choose",
    emergency: "choose",
    return: "choose",
    transfer: "choose",
    merge: "choose",
    abandon: "choose",
    help: "yes",
  });
});

test("somebody who waits can be parked, moved, merged, put first", () => {
  expect(all({ chosen: ticket("A061") })).toMatchObject({
    identify: "yes",
    emergency: "yes",
    return: "park",
    transfer: "yes",
    merge: "yes",
    abandon: "yes",
  });
});

test("missed ones are called back, parked ones resume, before anything else is done with them", () => {
  expect(all({ chosen: ticket("A047") })).toMatchObject({
    return: "rejoin",
    emergency: "missed",
    transfer: "missed",
  });
  expect(all({ chosen: ticket("A059") })).toMatchObject({
    return: "resume",
    emergency: "parked",
    transfer: "yes",
  });
});

test("a service in hand belongs to its counter; a mark may still be set", () => {
  expect(all({ chosen: ticket("A048") })).toMatchObject({
    identify: "yes",
    emergency: "in_service",
    return: "in_service",
    transfer: "in_service",
    abandon: "in_service",
  });
});

test("an emergency is put first once", () => {
  expect(all({ chosen: { ...ticket("A061"), emergency: true } })["emergency"]).toBe("emergency_already");
});

test("while the line is cut only identifying and help remain", () => {
  expect(all({ chosen: ticket("A061"), cut: true })).toEqual({
    issue: "cut",
    identify: "yes",
    emergency: "cut",
    return: "cut",
    transfer: "cut",
    merge: "cut",
    abandon: "cut",
    help: "yes",
  });
});

test("no numbers after the last numbers", () => {
  const late = { ...busy, day: { ...busy.day, state: "last_numbers" as const } };
  expect(all({ state: late })["issue"]).toBe("numbers_stopped");
});

test("verbs without the right are absent, not grey", () => {
  expect(Object.keys(all({ rights: assistant.rights }))).not.toContain("emergency");
  expect(Object.keys(all({ rights: [] }))).toEqual([]);
});

test("a duplicate goes into another number that still counts, never into itself", () => {
  const targets = mergeTargets(busy.tickets, ticket("A061")).map(({ number }) => number);
  expect(targets).toContain("A059");
  expect(targets).not.toContain("A061");
  expect(targets).not.toContain("A048");
});
