import { expect, test } from "vitest";
import fixtures from "../fixtures/counter";
import type { CounterState } from "../shared/views";
import {
  awaited,
  callOf,
  ledHere,
  promisedTo,
  talkOf,
  occasionOf,
  type Step,
  findWaiting,
  following,
  heads,
  inHand,
  passed,
  reopenSeconds,
  spanOf,
  stepOf,
} from "./model";

const NOW = Date.parse("2026-11-20T02:42:00Z");
const moment = (name: string): CounterState => fixtures.find((one) => one.name === `teller-${name}`)!.state;
const numbers = (people: { number: string }[]) => people.map(({ number }) => number);

test("the big button finishes the one in hand and calls the next", () => {
  const call = callOf(moment("serving"), false, NOW);
  expect(call).toMatchObject({ can: true, finishes: { number: "A048" }, calls: { number: "A052" } });
});

test("with nobody waiting it only finishes; with nobody at all it says so", () => {
  const { next: _next, ...alone } = moment("serving");
  const call = callOf(alone, false, NOW);
  expect(call).toMatchObject({ can: true, finishes: { number: "A048" } });
  expect(call).not.toHaveProperty("calls");
  expect(callOf(moment("empty"), false, NOW)).toEqual({ can: false, why: "nobody" });
});

test("whoever is being led here is shown, and no number is called while the seat is kept", () => {
  const led = moment("led");
  expect(ledHere(led)?.number).toBe("A056");
  expect(callOf(led, false, NOW)).toEqual({ can: false, why: "held" });
  const later = { ...led, seat: { ...led.seat, desk: { state: "free" as const } } };
  expect(callOf(later, false, NOW)).not.toMatchObject({ why: "held" });
  expect(ledHere({ ...led, seat: moment("free").seat })).toBeUndefined(); // to another counter
});

test("something may be said from the service on, and to who has just gone", () => {
  const serving = moment("serving");
  expect([3, 4, 5, 6].map((step) => occasionOf(serving, step as Step)?.moment)).toEqual([
    undefined,
    "process",
    "recommend",
    "hand_back",
  ]);
  expect(occasionOf(moment("called"), 4)).toBeUndefined();
  expect(occasionOf(moment("empty"), 7)).toEqual({ ticket: "t-A048", moment: "see_off" });
});

test("nobody is called before the branch opens, by a paused seat, or while the line is cut", () => {
  const { next: _next, ...early } = moment("free");
  expect(callOf(early, false, NOW)).toEqual({ can: false, why: "not_yet" });
  expect(callOf(moment("paused"), false, NOW)).toEqual({ can: false, why: "not_open" });
  expect(callOf(moment("serving"), true, NOW)).toEqual({ can: false, why: "cut" });
});

test("who was called a moment ago is not made served by one more press", () => {
  const called = moment("called");
  expect(callOf(called, false, NOW)).toEqual({ can: false, why: "not_arrived" });
  expect(callOf(called, false, NOW + 78_000)).toMatchObject({ can: true, finishes: { state: "called" } });
});

test("a closing seat finishes and calls nobody", () => {
  const call = callOf(moment("closing"), false, NOW);
  expect(call).toMatchObject({ can: true, finishes: { number: "A048" } });
  expect(call).not.toHaveProperty("calls");
});

test("the called one is awaited 12 of 90 seconds", () => {
  const hand = inHand(moment("called"))!;
  expect(awaited(hand, NOW)).toEqual({
    gone: 12,
    allowed: 90,
    recallIn: 9,
    passIn: 78,
    recalls: 1,
    recallable: true,
  });
  const { recall_after: _after, ...used } = hand;
  expect(awaited(used, NOW)?.recallable).toBe(false);
  expect(awaited(inHand(moment("serving"))!, NOW)).toBeUndefined();
});

test("the bar spans to a quarter of an hour, further when the service does", () => {
  const span = spanOf(inHand(moment("serving"))!, NOW)!;
  expect(span).toMatchObject({ low: 5, middle: 8, high: 11, end: 15, remaining: 2, slow: false });
  expect(spanOf(inHand(moment("slow"))!, NOW)).toMatchObject({ end: 20, remaining: 0, slow: true });
});

test("the picture shows the next one among those it passes, as they came", () => {
  const state = moment("serving");
  expect(numbers(heads(state))).toEqual(["A050", "A052", "A053", "A054"]);
  expect(numbers(passed(state))).toEqual(["A050"]);
  expect(numbers(following(state, 3))).toEqual(["A050", "A053", "A054"]);
});

test("the next one is in the picture even when many are passed", () => {
  const state = moment("serving");
  const many = { ...state, next: { ...state.next!, ticket: "t-A063", passes: state.order.slice(0, 4) } };
  expect(numbers(heads(many))).toContain("A063");
  expect(heads(many)).toHaveLength(4);
});

test("part of a number finds it", () => {
  const state = moment("serving");
  expect(numbers(findWaiting(state, "05"))).toEqual(["A052", "A050", "A053", "A054", "A055", "A058", "A057"]);
  expect(numbers(findWaiting(state, " a062 "))).toEqual(["A062"]);
  expect(findWaiting(state, "Z")).toEqual([]);
  const crowd = { ...state, numbers: { ...state.numbers, A099: "t-99" } }; // further back than is shown
  expect(findWaiting(crowd, "a099")).toEqual([{ id: "t-99", number: "A099" }]);
});

test("no number is called while a talk of who sits here has no outcome", () => {
  for (const name of ["talked", "talking"]) {
    expect(talkOf(moment(name))?.number).toBe("A056");
    expect(callOf(moment(name), false, NOW)).toEqual({ can: false, why: "talk" });
  }
  const another = { id: "s9", name: "徐嘉宁", post: "wealth_rm" };
  const elsewhere = { ...moment("talking"), seat: { ...moment("talking").seat, staff: another } };
  expect(callOf(elsewhere, false, NOW).can).toBe(true); // to the talk's receiver alone
});

test("what was promised to whoever is in hand, and to nobody else", () => {
  const state = moment("promised");
  expect(promisedTo(state, inHand(state)!)?.id).toBe("g2");
  expect(promisedTo(state, { ...inHand(state)!, visit: "v-other" })).toBeUndefined();
});

test("a mistaken finish can be taken back for what is left of a minute", () => {
  expect(reopenSeconds(moment("called"), NOW)).toBe(48);
  expect(reopenSeconds(moment("called"), NOW + 60_000)).toBe(0);
});

test("the step follows the moment, and recommending is never claimed", () => {
  const serving = inHand(moment("serving"))!;
  const begun = { ...serving, started_at: new Date(NOW - 10_000).toISOString() };
  expect([inHand(moment("called")), begun, serving, undefined].map((hand) => stepOf(hand, NOW))).toEqual([
    1,
    2,
    4,
    undefined,
  ]);
});

test("referring lights only once the business is said to be done, handing back once a rating was asked for", () => {
  const hand = inHand(moment("serving"))!;
  expect(stepOf(hand, NOW)).toBe(4);
  expect(stepOf(hand, NOW, { handled: true })).toBe(5);
  expect(stepOf(hand, NOW, { handled: true, rated: true })).toBe(6);
  expect(stepOf({ ...hand, state: "called" }, NOW, { handled: true })).toBe(1);
  expect(stepOf(undefined, NOW, { handled: true })).toBeUndefined();
});
