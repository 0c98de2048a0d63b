/**
 * Keys of the staff screens: one key, one verb. Ignored while somebody types, while a dialog is
 * open and while a key is held down; a focused control keeps Space and Enter for itself.
 */

export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** The parts of a keydown that matter; a test needs no browser to make one. */
export interface Press {
  key: string;
  repeat: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  target: EventTarget | null;
}

/** What Space, letters of either case and the full-width keys of a Chinese keyboard come to. */
export function keyName(key: string): string {
  if (key === " " || key === "\u3000") return "Space";
  if (key === "／") return "/";
  if (key === "？") return "?";
  return key.length === 1 ? key.toUpperCase() : key;
}

function closest(target: EventTarget | null, selector: string): boolean {
  const element = target as { closest?: (selector: string) => unknown } | null;
  return Boolean(element?.closest?.(selector));
}

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const OWN_KEYS = "button, a[href], summary, [role=button], [role=option], input, label";

export type Reading = { key: string; held: boolean } | undefined;

/** Which key a press means, or undefined where it belongs to somebody else. */
export function readPress(press: Press, dialogOpen: boolean): Reading {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  if (dialogOpen || closest(press.target, TYPING)) return undefined;
  const key = keyName(press.key);
  if ((key === "Space" || key === "Enter") && closest(press.target, OWN_KEYS)) return undefined;
  return { key, held: press.repeat };
}

/** Listens on a window until the returned function is called. */
export function listen(view: Window, keys: () => Keys): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const dialogOpen = view.document.querySelector("dialog[open]") !== null;
    const reading = readPress(event, dialogOpen);
    const run = reading && keys()[reading.key];
    if (!reading || !run) return;
    event.preventDefault();
    if (!reading.held) run();
  };
  view.addEventListener("keydown", onKey);
  return () => view.removeEventListener("keydown", onKey);
}
