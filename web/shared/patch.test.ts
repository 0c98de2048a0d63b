import { expect, test } from "vitest";
import { mergePatch } from "./patch";

// The cases of RFC 7396, appendix A.
test.each([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])("%j patched with %j", (target, patch, result) => {
  expect(mergePatch<unknown>(target, patch)).toEqual(result);
});

test("branches that a patch does not touch stay the same objects", () => {
  const before = { services: { a: { waiting: 1 }, b: { waiting: 2 } }, day: { state: "open" } };
  const after = mergePatch(before, { services: { a: { waiting: 3 } } });
  expect(after.day).toBe(before.day);
  expect(after.services.b).toBe(before.services.b);
  expect(before.services.a.waiting).toBe(1);
});
