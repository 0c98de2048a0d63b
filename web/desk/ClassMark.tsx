import type { CustomerClass } from "../shared/views";
import { useCodeWord } from "../staff/codes";

/** The class in a word; nothing for everybody else. */
export function ClassMark({ of }: { of: CustomerClass | undefined }) {
  const word = useCodeWord();
  if (of === undefined || of === "ordinary") return null;
  return <span className={of === "vip" ? "tag tag-vip" : "tag"}>{word("class", of)}</span>;
}
