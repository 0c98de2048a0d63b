import { expect, test } from "vitest";
import fixtures from "../fixtures/counter";
import type { CounterState, ReferralView } from "../shared/views";
import { inHand } from "./model";
import { actsOn, declinedSeconds, referralOf, signalsToChoose } from "./referring";
import { whoHas } from "../staff/referrals";

const NOW = Date.parse("2026-11-20T02:42:00Z");
const state: CounterState = fixtures.find(({ name }) => name === "teller-referred")!.state;
const referral = referralOf(state, inHand(state))!;
const on = (more: Partial<ReferralView>, me = "s1", now = NOW) => actsOn({ ...referral, ...more }, me, now);

test("the referral is that of whoever is in hand, and nobody else's", () => {
  expect(referral.id).toBe("r-1");
  expect(referralOf(state, undefined)).toBeUndefined();
  expect(referralOf(state, { ...inHand(state)!, visit: "v-other" })).toBeUndefined();
});

test("without the customer's word only a card or a refusal remain, besides asking", () => {
  expect(on({ state: "accepted" })).toEqual(["yes", "card", "refuse"]);
  expect(on({ state: "accepted", spoken_yes: true })).toEqual(["introduce", "card", "refuse"]);
  expect(on({ spoken_yes: true }, "s2")).toEqual(["card", "refuse"]);
});

test("only who referred takes it back, and only before anybody hears of it", () => {
  const notice = Date.parse(referral.notice_at);
  expect(on({})).toEqual(["undo", "yes", "card", "refuse"]);
  expect(on({}, "s2")).not.toContain("undo");
  expect(on({}, "s1", notice)).not.toContain("undo");
});

test("who has it, who is asked, and nobody's name once the branch head decides", () => {
  expect(whoHas(referral, NOW)).toBe("沈一鸣");
  expect(whoHas(referral, Date.parse(referral.asks[0]!.until))).toBe("");
  expect(whoHas({ ...referral, receiver: { id: "s9", name: "徐嘉宁" } }, NOW)).toBe("徐嘉宁");
});

test("what was noted comes first, then what mostly is; the rest by state, the strongest first", () => {
  const word = (code: string, strength: number, sources = ["teller"]) => ({
    code,
    strength,
    sources,
    state: "consult" as const,
    words: code,
  });
  const seldom = [1, 2, 3, 4, 0, 2, 3].map((strength, at) => word(`s${at}`, strength));
  const all = [...seldom, word("account_lies_idle", 3), word("c", 3, ["kiosk"]), word("d", 0, ["lobby"])];
  const { first, rest } = signalsToChoose([...all, word("x", 1), word("y", 4)], { d: "g-1" }, { s6: 2 });
  const codes = (of: typeof first) => of.map(({ code }) => code);
  expect(codes(first).slice(0, 3)).toEqual(["d", "s6", "account_lies_idle"]);
  expect(first).toHaveLength(5);
  expect(codes(rest.consult)).toEqual(["s3", "y", "s2", "s5", "x", "s4"]);
  expect([...rest.enter, ...rest.wait]).toEqual([]);
});

test("a refusal tapped here may be taken back for six seconds, that of this visit alone", () => {
  const declined = { id: "r-1", version: 9, visit: "v-1", since: NOW };
  expect(declinedSeconds(declined, "v-1", NOW)).toBe(6);
  expect(declinedSeconds(declined, "v-1", NOW + 5001)).toBe(1);
  expect(declinedSeconds(declined, "v-1", NOW + 6000)).toBe(0);
  expect(declinedSeconds(declined, "v-2", NOW)).toBe(0);
  expect(declinedSeconds(undefined, "v-1", NOW)).toBe(0);
});
