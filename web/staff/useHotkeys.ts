import { useEffect, useRef } from "react";
import { type Keys, listen } from "./hotkeys";

/** Listens to the keyboard of a window while mounted; of none while there is no such window. */
export function useHotkeys(keys: Keys, view: Window | undefined): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => (view ? listen(view, () => latest.current) : undefined), [view]);
}
