import { useEffect, useRef } from "react";
import { type Keys, listen } from "./hotkeys";

/** Listens to the keyboard of this window, or of another (the compact one), while mounted. */
export function useHotkeys(keys: Keys, view: Window = window): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => listen(view, () => latest.current), [view]);
}
