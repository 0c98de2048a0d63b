import { expect, test } from "vitest";
import fixtures from "../fixtures/desk";
import type { DeskState, ReferralView } from "../shared/views";
import { verbs as newVerbs } from "../staff/verbs";
import { actsOf } from "./actions";
import { deskKeys } from "./keys";
import {
  askedOf,
  mineOf,
  nextOf,
  promiseFor,
  promisesApart,
  promisesOf,
  turnOf,
  followUpsOf,
  vacantDesks,
  whereIs,
} from "./model";

const state = (name: string): DeskState =>
  fixtures.find((one) => one.name === `rm-${name}`)!.state as DeskState;
const NOW = Date.parse(fixtures[0]!.at);
const RM = ["receive_referral"];
const HEAD = ["receive_referral", "run_day"];
const busy = state("busy");
const first = busy.referrals["r-1"]!;
const with_ = (more: Partial<ReferralView>): DeskState => ({
  ...busy,
  referrals: { "r-1": { ...first, ...more } },
  promises: {},
});

test("nobody hears of a referral while it can be undone", () => {
  expect(turnOf({ ...first, notice_at: new Date(NOW + 1).toISOString() }, NOW)).toBeUndefined();
  expect(turnOf({ ...first, notice_at: new Date(NOW).toISOString() }, NOW)).toEqual({
    who: "s8",
    until: first.asks[0]!.until,
  });
});

test("each is asked until their time is up, then the next, at last the head", () => {
  const [mine, other] = first.asks.map(({ until }) => Date.parse(until));
  expect(turnOf(first, mine! - 1)).toMatchObject({ who: "s8" });
  expect(turnOf(first, mine!)).toMatchObject({ who: "s9" });
  expect(turnOf(first, other!)).toBe("head");
  const late = with_({});
  expect(askedOf(late, RM, mine!)).toEqual([]);
  expect(askedOf(late, RM, other!)).toEqual([]);
  expect(askedOf(late, HEAD, other!)).toEqual([{ referral: first }]);
});

test("what presses most asks first, with the seconds that are left", () => {
  const asked = askedOf(busy, RM, NOW);
  expect(asked.map(({ referral, seconds }) => [referral.id, seconds])).toEqual([
    ["r-1", 116],
    ["r-3", 160],
  ]);
});

test("mine are those that I took on; earlier days' stand apart", () => {
  expect(mineOf(busy).map(({ id }) => id)).toEqual(["r-2"]);
  expect(followUpsOf(busy).map(({ id }) => id)).toEqual(["r-4"]);
});

test.each([
  ["submitted", true, "accept"],
  ["accepted", false, "yes"],
  ["accepted", true, "introduce"],
  ["introduced", true, "talk"],
  ["in_talk", true, "conclude"],
  ["unfinished", true, "nothing"],
] as const)("a referral that is %s, agreed %s: the next thing is %s", (stage, spoken_yes, kind) => {
  const asks = stage === "submitted" ? first.asks : [];
  const now = with_({ state: stage, spoken_yes, asks, receiver: busy.me });
  expect(nextOf(now, RM, NOW).kind).toBe(kind);
});

test("whoever is led here comes before what was only accepted; without a desk nobody can arrive", () => {
  const accepted = { ...with_({ state: "accepted", asks: [], receiver: busy.me }), promises: busy.promises };
  expect(nextOf(accepted, RM, NOW)).toMatchObject({ kind: "arrived", promise: { id: "g-1" } });
  const { seat: _seat, ...standing } = accepted;
  expect(nextOf(standing, RM, NOW).kind).toBe("introduce");
});

test("promises wait for their notice; who is led comes first", () => {
  expect(promisesOf(busy, NOW).map(({ id }) => id)).toEqual(["g-1", "g-2"]);
  expect(promisesOf(busy, Date.parse(busy.promises["g-1"]!.notice_at) - 1)).toEqual([]);
});

test("one customer stands in one row: what was promised to whom I was referred is answered there", () => {
  const apart = (given: DeskState) => promisesApart(given, RM, NOW).map(({ id }) => id);
  expect(promiseFor(busy, busy.referrals["r-3"]!, NOW)?.id).toBe("g-2");
  expect(promiseFor(busy, first, NOW)).toBeUndefined();
  expect(apart(busy)).toEqual(["g-1"]);
  const led = { ...first, visit: "v-A062", state: "accepted" as const, asks: [], receiver: busy.me };
  expect(apart({ ...busy, referrals: { "r-1": led } })).toEqual(["g-2"]);
  expect(apart({ ...busy, referrals: {} })).toEqual(["g-1", "g-2"]);
});

test("where somebody is", () => {
  expect(whereIs(busy, { ticket: "t-A051" })).toEqual({ at: "counter", number: "7" });
  expect(whereIs(busy, { ticket: "t-A056" })).toEqual({ at: "waiting" });
  expect(whereIs(busy, { door: 3 })).toEqual({ at: "door" });
  expect(whereIs(busy, {})).toEqual({ at: "hall" });
});

test("only desks that nobody sits at can be taken", () => {
  expect(vacantDesks(busy)).toEqual([]);
  expect(vacantDesks(state("standing")).map(({ number }) => number)).toEqual(["8"]);
});

test("Space accepts what is asked, Enter begins a talk; a cut line shuts both", () => {
  const acts = (given: DeskState, cut = false) => actsOf(given, RM, newVerbs(), NOW, cut);
  const keys = (given: DeskState, cut = false) => {
    const { Space, Enter } = deskKeys(acts(given, cut), () => undefined);
    return [Space !== undefined, Enter !== undefined];
  };
  const introduced = with_({ state: "introduced", asks: [], receiver: busy.me });
  expect(keys(busy)).toEqual([true, false]);
  expect(keys(introduced)).toEqual([false, true]);
  expect(keys(busy, true)).toEqual([false, false]);
});
