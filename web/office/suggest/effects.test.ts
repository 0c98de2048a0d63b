import { expect, test } from "vitest";
import { history, opens } from "../../fixtures/suggest";
import { axis, classes, counts, outcome, outcomes, signed } from "./effects";

const of = (id: string) => outcome(history.find((one) => one.id === id)!)!;

test("forecast and measurement stand against not doing it, the estimate's own interval as whiskers", () => {
  expect(of("d-3")).toMatchObject({
    line: "ordinary/cash",
    forecast: [-7, -10, -4],
    measured: [-5, -9, -2],
    verdict: "within",
  });
});

test("beyond the band it fell short; before the hour is over nothing is measured", () => {
  expect(of("d-2").verdict).toBe("missed");
  expect(of("d-5")).toMatchObject({ forecast: [-9, -13, -4], verdict: "awaited" });
  expect(of("d-5").measured).toBeUndefined();
});

test("below the band is better than forecast, and no hit", () => {
  const one = history.find(({ id }) => id === "d-1")!;
  const found = { n: 9, measured: 4, with: [8, 6, 12], without: [15, 12, 18] } as const;
  const lucky = outcome({
    ...one,
    afterwards: { within_min: 60, done: true, classes: { "ordinary/cash": found } },
  })!;
  expect(lucky.verdict).toBe("better");
  expect(counts([lucky])).toEqual({ taken: 1, decided: 1, hits: 0, judged: 1 });
});

test("one that was not done is measured, too, and judges no forecast", () => {
  expect(of("d-4").verdict).toBe("notDone");
  expect(of("d-4").measured).toEqual([1, -4, 5]);
});

test("what did not come about although it was taken judges no forecast, nor does what came about anyway", () => {
  const of = (id: string, done: boolean) => {
    const one = history.find((each) => each.id === id)!;
    return outcome({ ...one, afterwards: { ...one.afterwards!, done } })!;
  };
  const [talk, anyway] = [of("d-3", false), of("d-4", true)];
  expect([talk.verdict, anyway.verdict]).toEqual(["notSeen", "anyway"]);
  expect(counts([talk, anyway])).toEqual({ taken: 1, decided: 2, hits: 0, judged: 0 });
});

test("a class of whom nobody was called is not measured", () => {
  const one = { ...opens, state: "taken" as const, afterwards: { within_min: 60, done: true, classes: {} } };
  expect(outcome(one)!.verdict).toBe("unmeasured");
  expect(classes(one)).toEqual([]);
});

test("decided ones alone, the latest first, and their counts", () => {
  const found = outcomes([opens, ...history]);
  expect(found.map(({ one }) => one.id)).toEqual(["d-5", "d-4", "d-3", "d-2", "d-1"]);
  expect(counts(found)).toEqual({ taken: 4, decided: 5, hits: 2, judged: 3 });
});

test("the axis holds zero and everything drawn, with five figures at most", () => {
  const found = axis(outcomes(history));
  expect(found).toEqual({ from: -15, to: 5, ticks: [-15, -10, -5, 0, 5] });
  expect(axis([])).toMatchObject({ from: -6, to: 0 });
  const wide = { ...of("d-5"), forecast: [-90, -170, 40] as const };
  const { from, to, ticks } = axis([wide]);
  expect(from).toBeLessThanOrEqual(-170);
  expect(to).toBeGreaterThanOrEqual(40);
  expect(ticks).toContain(0);
  expect(ticks.length).toBeLessThanOrEqual(5);
});

test("a change is written with its sign", () => {
  expect([-5.4, -0.4, 0, 1.2].map(signed)).toEqual(["−5", "0", "0", "+1"]);
});
