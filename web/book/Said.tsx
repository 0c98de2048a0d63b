import { useWords } from "../shared/hooks";
import { Warn } from "../shared/icons";
import type { Send } from "./useSend";
import { words } from "./words";

/** Why it was not done, in the server's words, and from when on it may be tried again. */
export function Said({ send, mend }: { send: Send; mend?: string | undefined }) {
  const w = useWords(words);
  const { problem, wait } = send;
  if (!problem) return null;
  const text = mend ?? (problem.offline || !problem.message ? w("offline") : problem.message);
  return (
    <p className="said" role="alert">
      <Warn />
      <span>
        {text}
        {wait > 0 && <b> {w("waitMore", { n: wait })}</b>}
      </span>
    </p>
  );
}
