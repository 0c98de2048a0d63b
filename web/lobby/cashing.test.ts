import { expect, test } from "vitest";
import fixtures from "../fixtures/lobby";
import type { LobbyState } from "../shared/views";
import { canSendTo, countersOn } from "./cashing";

const busy: LobbyState = fixtures.find(({ name }) => name === "manager-busy")!.state;
const waiting = busy.tickets["t-A060"]!;
const numbers = (path: string, ticket = waiting) =>
  countersOn(path, busy, ticket).map(({ number }) => number);

test("a VIP's cash is at the VIP counter, reserved or not", () => {
  expect(numbers("vip_counter")).toEqual(["7"]);
  expect(numbers("vip_zone")).toEqual(["7"]);
});

test("everybody else's at the counters that do it now", () => {
  expect(numbers("line")).toEqual(busy.services[waiting.service]!.counters.filter((each) => each !== "7"));
  expect(countersOn("cash_choice", busy).map(({ number }) => number)).toEqual(numbers("line"));
  expect(numbers("leaflet")).toEqual([]);
});

test("a number is sent only where its business is done, and only while it waits", () => {
  const [vip] = countersOn("vip_counter", busy, waiting);
  expect(canSendTo({ ...vip!, services: [waiting.service] }, waiting)).toBe(true);
  expect(canSendTo({ ...vip!, services: [] }, waiting)).toBe(false);
  expect(canSendTo({ ...vip!, services: [waiting.service] }, { ...waiting, state: "called" })).toBe(false);
  expect(canSendTo(undefined, waiting)).toBe(false);
});
