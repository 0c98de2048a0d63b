/** Posts of somebody who may be nobody yet: the guard against other sites' pages still holds. */
import { forgetMe, me, post, Problem } from "../shared/api";

/** As `post`, once: a wrong password must not be tried again by itself. */
export async function send<Answer>(path: string, body: object): Promise<Answer> {
  await me();
  const answer = await post<Answer>(path, body, { patience: 0 });
  forgetMe();
  return answer;
}

export function problemOf(reason: unknown): Problem {
  return reason instanceof Problem ? reason : new Problem("unknown", 500, "");
}
