import { expect, test } from "vitest";
import { diverts, opens } from "../fixtures/suggest";
import type { Candidate } from "../shared/verbs/diversion";
import { told } from "../staff/suggest/model";
import { meant, placesLeft } from "./twin";

const person = (number: string, service: string) => ({ number, service }) as Candidate;
const SMART = {
  key: "smart",
  place: "smart" as const,
  people: [person("A060", "id-cash"), person("B024", "id-noncash")],
};
const ATM = { key: "atm", place: "atm" as const, people: [person("A062", "id-cash")] };
const IDS = { cash: "id-cash", noncash: "id-noncash" };

test("a diversion means those of its service who could go to its place", () => {
  expect(meant(diverts.change, IDS, [ATM, SMART]).map(({ number }) => number)).toEqual(["A060"]);
  expect(meant(diverts.change, IDS, [ATM])).toEqual([]);
  expect(meant(opens.change, IDS, [ATM, SMART])).toEqual([]);
});

test("a place of which the twin speaks has no second card", () => {
  expect(placesLeft([SMART, ATM], [told(diverts)!])).toEqual([ATM]);
  expect(placesLeft([SMART, ATM], [told(opens)!])).toEqual([SMART, ATM]);
});
