import { useWords } from "../../shared/hooks";
import { Icon, type IconName } from "../../staff/icons";
import type { Verdict as Of } from "./model";
import { twinWords } from "./words";

const MARKS: Record<Of, { icon: IconName; tag: string }> = {
  shorter: { icon: "lower", tag: "tag-ok" },
  longer: { icon: "up", tag: "tag-bad" },
  unsure: { icon: "blank", tag: "" },
};

/** Shorter, longer, or nobody can say: by shape and word, not by colour alone. */
export function Verdict({ of }: { of: Of }) {
  const w = useWords(twinWords);
  const { icon, tag } = MARKS[of];
  return (
    <span className={`tag ${tag}`}>
      {icon !== "blank" && <Icon name={icon} size={12} />}
      {w(`verdict.${of}`)}
    </span>
  );
}
