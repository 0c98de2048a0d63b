/** What the small boxes beside a cell have in common. */
import type { FocusEvent, KeyboardEvent } from "react";

const PARTS = "input, button";

/** Up and down go round the choices; true where the key was one of them. */
export function moveWithin(event: KeyboardEvent, box: HTMLElement | null): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !box) return false;
  const all = [...box.querySelectorAll<HTMLElement>(PARTS)];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
  return true;
}

/** Esc leaves, Enter keeps what was picked (a button's Enter is its own), arrows go round. */
export function popupKey(
  event: KeyboardEvent,
  box: HTMLElement | null,
  { leave, keep }: { leave: () => void; keep: () => void },
): void {
  event.stopPropagation();
  if (event.key === "Escape") leave();
  else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) keep();
  else if (!moveWithin(event, box)) return;
  event.preventDefault();
}

/** The box closes when the focus has gone elsewhere; a click on its own ground is not elsewhere. */
export function leaveOnBlur(event: FocusEvent<HTMLElement>, leave: () => void): void {
  const next = event.relatedTarget as Node | null;
  if (next && !event.currentTarget.contains(next)) leave();
}
