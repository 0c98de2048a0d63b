import { useRef, useState } from "react";
import { Problem } from "../shared/api";
import { monotonic } from "../shared/clock";
import { useNow } from "../shared/hooks";

export interface Send {
  busy: boolean;
  problem: Problem | undefined;
  /** Whole seconds until it may be tried again: who comes too often is slowed down. */
  wait: number;
  clear: () => void;
  run: (act: () => Promise<void>) => Promise<Problem | undefined>;
}

export function useSend(): Send {
  const [busy, setBusy] = useState(false);
  const running = useRef(false); // two touches within one frame are one
  const [problem, setProblem] = useState<Problem>();
  const [until, setUntil] = useState(0);
  const now = useNow(1000);
  return {
    busy,
    problem,
    wait: Math.max(0, Math.ceil((until - now) / 1000)),
    clear: () => setProblem(undefined),
    async run(act) {
      if (running.current) return undefined;
      running.current = true;
      setBusy(true);
      setProblem(undefined);
      try {
        await act();
        return undefined;
      } catch (caught) {
        if (!(caught instanceof Problem)) throw caught;
        const { seconds } = caught.facts;
        if (typeof seconds === "number") setUntil(monotonic() + seconds * 1000);
        setProblem(caught);
        return caught;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}
