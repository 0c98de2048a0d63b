import type { Problem } from "../shared/api";
import { staffWords } from "./words";
import { say } from "../shared/words";

/** The sentence beside the button: the verb's own words, or ours where it has none. */
export function refusalText(problem: Problem): string {
  const w = say(staffWords);
  if (problem.code === "stale_screen") return w("screenMoved");
  if (problem.offline) return w("noAnswer");
  return problem.message || w("somethingWrong");
}
