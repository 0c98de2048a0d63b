import { useRef, useState } from "react";
import { Problem } from "../shared/api";
import type { Live } from "../shared/stream";
import type { PhoneState } from "../shared/views";

export interface Verb {
  /** A verb is under way, or the line is cut: nothing can be asked now. */
  off: boolean;
  problem: Problem | undefined;
  clear: () => void;
  /** True when it was done. */
  run: (verb: () => Promise<unknown>) => Promise<boolean>;
}

export function useVerb(live: Live<PhoneState>): Verb {
  const [busy, setBusy] = useState(false);
  const running = useRef(false); // two touches within one frame are one
  const [problem, setProblem] = useState<Problem>();
  return {
    off: busy || live.line === "cut" || live.line === "opening",
    problem,
    clear: () => setProblem(undefined),
    async run(verb) {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      try {
        await verb();
        return true;
      } catch (caught) {
        if (!(caught instanceof Problem)) throw caught;
        setProblem(caught);
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}
