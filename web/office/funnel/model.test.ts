import { expect, test } from "vitest";
import { by, firstOf, type FunnelRow, percent, reasons, signalled, total } from "./model";

const row = (more: Partial<FunnelRow>): FunnelRow => ({
  source_post: "teller",
  customer_class: "potential",
  submitted: 1,
  accepted: 1,
  met: 0,
  converted: 0,
  follow_up: 0,
  no_offer: 0,
  lost: 0,
  reason: "",
  ...more,
});
const rows = [
  row({ submitted: 3, met: 3, converted: 2, follow_up: 1 }),
  row({ source_post: "lobby_manager", customer_class: "vip", submitted: 4, met: 2, lost: 4, reason: "rate" }),
  row({ lost: 1, reason: "no_time" }),
];

test("sums, and the same by source and class", () => {
  expect(total(rows)).toMatchObject({ submitted: 8, met: 5, converted: 2, follow_up: 1, lost: 5 });
  const signals = [
    { source_post: "teller", customer_class: "vip", visits: 3 },
    { source_post: "kiosk", customer_class: "vip", visits: 2 },
    { source_post: "teller", customer_class: "potential", visits: 5 },
  ];
  const answer = { rows, signals };
  expect(by(answer, "source_post").map(({ code, signals: n, submitted }) => [code, n, submitted])).toEqual([
    ["lobby_manager", 0, 4],
    ["teller", 8, 4],
    ["kiosk", 2, 0],
  ]);
  expect(by(answer, "customer_class")[1]).toMatchObject({ code: "vip", signals: 5, lost: 4 });
  expect(signalled(signals)).toBe(10);
});

test("why they came to nothing, the most frequent first; those that did not are no reason", () => {
  expect(reasons(rows)).toEqual([
    { code: "rate", lost: 4 },
    { code: "no_time", lost: 1 },
  ]);
  expect(reasons([])).toEqual([]);
});

test("of nothing there is no share", () => {
  expect([percent(1, 3), percent(0, 3), percent(0, 0)]).toEqual([33, 0, undefined]);
});

test("a span ends with the day and counts it", () => {
  expect([firstOf("2026-11-20", 1), firstOf("2026-11-20", 7), firstOf("2026-03-01", 30)]).toEqual([
    "2026-11-20",
    "2026-11-14",
    "2026-01-31",
  ]);
});
