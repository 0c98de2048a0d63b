import { expect, test } from "vitest";
import type { Compared, GroupTried, Trial, TrialAnswer } from "../../shared/verbs/trials";
import { callsAt, halfHours, openIn, isBetter, judged, rowsOf, trialOf, withHalfHours } from "./model";

test("half hours end with the day", () => {
  expect(halfHours(75)).toEqual([0, 30, 60]);
});

test("half hours are put in and taken out, and those that touch are one span", () => {
  const whole = withHalfHours({}, "3", [0, 30, 90], true, 105);
  expect(whole).toEqual({
    "3": [
      [0, 60],
      [90, 105],
    ],
  });
  expect(withHalfHours(whole, "3", [60], true, 105)).toEqual({ "3": [[0, 105]] });
  expect(withHalfHours(whole, "3", [0, 30, 90], false, 105)).toEqual({});
  expect(withHalfHours({ ...whole, "1": [[0, 105]] }, "3", [30], false, 105)["1"]).toEqual([[0, 105]]);
});

test("who calls then", () => {
  const opening = { "1": [[0, 60]], "2": [[30, 90]] } as Record<string, [number, number][]>;
  expect([0, 30, 60, 90].map((minute) => openIn(opening, minute))).toEqual([1, 2, 1, 0]);
  expect(callsAt(opening["1"], 60)).toBe(false);
  expect(callsAt(undefined, 0)).toBe(false);
});

test("a difference counts only where its interval leaves no doubt", () => {
  const lost = [5, 5, [0, -1, 1]] as const;
  const of = (...nine: Compared): GroupTried => ({ come: 9, nine, lost });
  expect(judged(of(10, 8, [-2, -3, -1]))).toBe("shorter");
  expect(judged(of(10, 12, [2, 0.1, 4]))).toBe("longer");
  expect(judged(of(10, 8, [-2, -5, 0]))).toBe("unsure");
});

test("where more are lost no wait is called shorter, and no day better", () => {
  const nine = [10, 0, [-10, -11, -9]] as const;
  expect(judged({ come: 300, nine, lost: [4, 302, [298, 290, 305]] })).toBe("lost");
  expect(judged({ come: 300, lost: [4, 302, [298, 290, 305]] })).toBe("lost");
  expect(judged({ come: 300, nine, lost: [4, 2, [-2, -3, -1]] })).toBe("shorter");
  expect(isBetter(["d", 5, 10, 4, 0, 0, 302])).toBe(false);
  expect(isBetter(["d", 5, 10, 4, 3, 8, 4.2])).toBe(true);
});

test("of whom nothing is known nothing is told; all come last", () => {
  const lost = [1, 2, [1, 0.5, 1.5]] as const;
  const answer = { groups: { all: { come: 9, lost }, ordinary: { come: 8, lost }, vip: { come: 1 } } };
  expect(rowsOf(answer as unknown as TrialAnswer).map(({ name }) => name)).toEqual(["ordinary", "all"]);
});

test("whom a draft moves stands behind the line of now", () => {
  const lost = [1, 2, [1, 0.5, 1.5]] as const;
  const groups = { all: { come: 9, lost }, "vip>ordinary": { come: 2, lost }, vip: { come: 2, lost } };
  expect(rowsOf({ groups } as unknown as TrialAnswer).map(({ name }) => name)).toEqual([
    "vip",
    "vip>ordinary",
    "all",
  ]);
});

test("a trial is of the rows as they were", () => {
  const trial = (id: string, digest: string): Trial => ({
    id,
    asked_at: "",
    draft: { which: "order", policy: "p", digest },
  });
  const trials = [trial("b", "new"), trial("a", "old")];
  expect(trialOf(trials, "p", "new")).toEqual({ trial: trials[0], fresh: true });
  expect(trialOf(trials, "p", "newer")?.fresh).toBe(false);
  expect(trialOf(trials, "q", "new")).toBeUndefined();
});
