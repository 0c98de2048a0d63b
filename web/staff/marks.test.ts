import { expect, test } from "vitest";
import { corners, hexagon, waitLevel } from "./marks";

const nobody = { protected: false, class: "ordinary", booked: false, emergency: false } as const;

test("shape changes at half the promise and at the promise, on whole minutes", () => {
  const levels = [0, 10, 11, 20, 21].map((minutes) => waitLevel(minutes, 20));
  expect(levels).toEqual(["calm", "calm", "watch", "watch", "over"]);
});

test("an odd promise halves between two minutes", () => {
  expect([7, 8].map((minutes) => waitLevel(minutes, 15))).toEqual(["calm", "watch"]);
});

test("nobody ordinary carries a sign", () => {
  expect(corners(nobody)).toEqual([]);
});

test("the sign to look after first leads, and two at most find room", () => {
  expect(corners({ ...nobody, protected: true, class: "vip", booked: true })).toEqual(["care", "vip"]);
  expect(corners({ ...nobody, emergency: true, protected: true, booked: true })).toEqual([
    "emergency",
    "care",
  ]);
  expect(corners({ ...nobody, class: "potential", booked: true })).toEqual(["booked", "potential"]);
});

test("a hexagon has six corners, the first to the right", () => {
  const points = hexagon(24, 24, 20).split(" ");
  expect(points).toHaveLength(6);
  expect(points[0]).toBe("44,24");
});
