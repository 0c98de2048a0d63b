import type { Keys } from "../staff/hotkeys";
import { useHotkeys } from "../staff/useHotkeys";
import type { Acts } from "./actions";
import type { Asking } from "./parts";

/** Space accepts what is asked, Enter begins the talk, ? lists the keys. */
export function deskKeys(acts: Acts, ask: (asking: Asking) => void): Keys {
  return { Space: acts.accept, Enter: acts.talk, "?": () => ask({ kind: "keys" }) };
}

export function useDeskKeys(acts: Acts, ask: (asking: Asking) => void): void {
  useHotkeys(deskKeys(acts, ask), window);
}
