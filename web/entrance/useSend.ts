import { useState } from "react";
import type { Problem } from "../shared/api";
import { useWords } from "../shared/hooks";
import { problemOf, send } from "./send";
import { entranceWords } from "./words";

export interface Sending {
  busy: boolean;
  problem: Problem | undefined;
  /** What went wrong, in words. */
  said: string | undefined;
  /** True once the server agreed; one at a time. */
  go<Answer>(
    path: string,
    body: object,
    done: (answer: Answer) => void,
    refused?: (problem: Problem) => boolean,
  ): Promise<void>;
}

export function useSend(): Sending {
  const w = useWords(entranceWords);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    busy,
    problem,
    said: problem && (problem.offline ? w("away") : problem.message || w("wrong")),
    async go(path, body, done, refused) {
      if (busy) return;
      setBusy(true);
      setProblem(undefined);
      try {
        done(await send(path, body));
      } catch (reason) {
        const found = problemOf(reason);
        if (!refused?.(found)) setProblem(found);
      } finally {
        setBusy(false);
      }
    },
  };
}
