import { useEffect, useState } from "react";
import { get, Problem } from "../shared/api";
import { monotonic } from "../shared/clock";

export interface Answered<Answer> {
  answer?: Answer;
  at?: number; // when it came, on `monotonic`
  problem?: Problem;
}

/**
 * What a GET answers, asked once for each path, and again after `again` changes. Another path begins without an
 * answer; without a path nothing is asked, and what was heard last stays.
 */
export function useAnswer<Answer>(path: string | undefined, again = 0): Answered<Answer> {
  const [answered, setAnswered] = useState<Answered<Answer> & { of?: string }>({});
  useEffect(() => {
    if (path === undefined) return;
    let gone = false;
    get<Answer>(path).then(
      (answer) => !gone && setAnswered({ of: path, answer, at: monotonic() }),
      (reason: unknown) => {
        const problem = reason instanceof Problem ? reason : new Problem("unknown", 500, "");
        if (!gone) setAnswered((was) => ({ ...(was.of === path && was), of: path, problem }));
      },
    );
    return () => {
      gone = true;
    };
  }, [path, again]);
  return path === undefined || answered.of === path ? answered : {};
}
