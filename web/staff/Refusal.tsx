import { useLanguage, useStore } from "../shared/hooks";
import { Icon } from "./icons";
import { refusalText } from "./refusal";
import type { Verbs } from "./verbs";

/** Why the last tap did nothing, beside the button that was tapped. */
export function Refusal({ verbs, of }: { verbs: Verbs; of: string | readonly string[] }) {
  useLanguage();
  const { refused } = useStore(verbs);
  const mine = refused && (typeof of === "string" ? refused.verb === of : of.includes(refused.verb));
  return (
    <div role="status" className="refusal-place">
      {mine && (
        <p className={refused.problem.code === "stale_screen" ? "refusal moved" : "refusal"}>
          <Icon name="alert" size={16} />
          {refusalText(refused.problem)}
        </p>
      )}
    </div>
  );
}
