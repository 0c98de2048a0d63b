import { useWords } from "../../shared/hooks";
import type { Phase, PolicyVersion } from "../../shared/verbs/policies";
import { Icon, type IconName } from "../../staff/icons";
import { policyWords } from "./words";

const LOOKS: Record<Phase, { tag: string; icon?: IconName }> = {
  draft: { tag: "tag-info" },
  checking: { tag: "tag-warn", icon: "alert" },
  tried: { tag: "tag-info", icon: "check" },
  outdated: { tag: "tag-warn", icon: "alert" },
  waiting: { tag: "tag-info", icon: "clock" },
  returned: { tag: "tag-bad", icon: "returning" },
  scheduled: { tag: "tag-ok", icon: "clock" },
  live: { tag: "tag-ok", icon: "check" },
  yielding: { tag: "tag-warn", icon: "alert" },
  retired: { tag: "" },
  rolled_back: { tag: "tag-bad", icon: "returning" },
};

/** What a version is now, in a word and a sign. */
export function PhaseTag({ version: { state } }: { version: PolicyVersion }) {
  const w = useWords(policyWords);
  const { tag, icon } = LOOKS[state];
  return (
    <span className={`tag ${tag}`}>
      {icon && <Icon name={icon} size={12} />}
      {w(`phase.${state}`)}
    </span>
  );
}
