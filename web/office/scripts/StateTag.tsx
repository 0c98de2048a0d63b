import { useWords } from "../../shared/hooks";
import type { Script, ScriptPhase } from "../../shared/verbs/scripts";
import { Icon, type IconName } from "../../staff/icons";
import { daysLeft, isEnding } from "./model";
import { scriptWords } from "./words";

const LOOKS: Record<ScriptPhase, { tag: string; icon?: IconName }> = {
  draft: { tag: "tag-info" },
  waiting: { tag: "tag-info", icon: "clock" },
  returned: { tag: "tag-bad", icon: "returning" },
  scheduled: { tag: "tag-ok", icon: "clock" },
  in_use: { tag: "tag-ok", icon: "check" },
  expired: { tag: "tag-bad", icon: "ban" },
  withdrawn: { tag: "" },
};

/** What a script is now, in a word and a sign. */
export function StateTag({ script: { state } }: { script: Script }) {
  const w = useWords(scriptWords);
  const { tag, icon } = LOOKS[state];
  return (
    <span className={`tag ${tag}`}>
      {icon && <Icon name={icon} size={12} />}
      {w(`state.${state}`)}
    </span>
  );
}

/** That it ends within 30 days; nothing where it doesn't. */
export function EndingTag({ script, today }: { script: Script; today: string }) {
  const w = useWords(scriptWords);
  if (!isEnding(script, today)) return null;
  const left = daysLeft(script, today);
  return (
    <span className="tag tag-warn">
      <Icon name="alert" size={12} />
      {left === 0 ? w("lastDay") : w("daysLeft", { n: left })}
    </span>
  );
}
