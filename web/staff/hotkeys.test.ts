import { expect, test, vi } from "vitest";
import { keyName, listen, type Press, readPress } from "./hotkeys";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  target: null,
  ...more,
});
/** Something that lies inside whatever matches one of these tags. */
const inside = (...tags: string[]) =>
  ({
    closest: (selector: string) =>
      selector.split(",").some((part) => tags.some((tag) => part.trim().startsWith(tag))),
  }) as unknown as EventTarget;

test("letters of either case, the space bar and full-width keys", () => {
  expect(["r", "R", " ", "\u3000", "F9", "？", "／", "Enter"].map(keyName)).toEqual([
    "R",
    "R",
    "Space",
    "Space",
    "F9",
    "?",
    "/",
    "Enter",
  ]);
});

test("ignored while somebody types", () => {
  for (const tag of ["input", "textarea", "select", "[contenteditable"]) {
    expect(readPress(press("r", { target: inside(tag) }), false), tag).toBeUndefined();
  }
  expect(readPress(press("r"), false)).toEqual({ key: "R", held: false });
});

test("ignored while a dialog is open, with a modifier, and while composing Chinese", () => {
  expect(readPress(press("r"), true)).toBeUndefined();
  for (const held of ["ctrlKey", "altKey", "metaKey", "isComposing"] as const) {
    expect(readPress(press("r", { [held]: true }), false), held).toBeUndefined();
  }
});

test("a focused control keeps Space and Enter for itself, not the letters", () => {
  expect(readPress(press(" ", { target: inside("button") }), false)).toBeUndefined();
  expect(readPress(press("Enter", { target: inside("a[href]") }), false)).toBeUndefined();
  expect(readPress(press("n", { target: inside("button") }), false)?.key).toBe("N");
});

function window_() {
  const handlers: ((event: unknown) => void)[] = [];
  const view = {
    document: { querySelector: () => null },
    addEventListener: (_kind: string, handler: (event: unknown) => void) => handlers.push(handler),
    removeEventListener: () => handlers.pop(),
  };
  return {
    view: view as unknown as Window,
    send: (event: unknown) => handlers.forEach((handler) => handler(event)),
  };
}

test("a held key runs once, and its repeats do not scroll the page either", () => {
  const { view, send } = window_();
  const call = vi.fn();
  const stop = listen(view, () => ({ Space: call }));
  const preventDefault = vi.fn();
  send({ ...press(" "), preventDefault });
  send({ ...press(" ", { repeat: true }), preventDefault });
  send({ ...press(" ", { repeat: true }), preventDefault });
  expect(call).toHaveBeenCalledTimes(1);
  expect(preventDefault).toHaveBeenCalledTimes(3);
  stop();
  send({ ...press(" "), preventDefault });
  expect(call).toHaveBeenCalledTimes(1);
});

test("keys without a verb are left to the browser", () => {
  const { view, send } = window_();
  listen(view, () => ({ Space: vi.fn() }));
  const preventDefault = vi.fn();
  send({ ...press("x"), preventDefault });
  expect(preventDefault).not.toHaveBeenCalled();
});
