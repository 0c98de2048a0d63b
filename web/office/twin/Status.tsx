import { useLanguage, useWords } from "../../shared/hooks";
import type { RestOfDay } from "../../shared/verbs/twin";
import type { Ahead } from "../../staff/forecast";
import { Icon } from "../../staff/icons";
import { shortDay } from "../../staff/time";
import { TRIALS_ADDRESS, TWIN_ADDRESS, useTwinPlace } from "../page";
import { twinWords } from "./words";

interface Props {
  learned: NonNullable<RestOfDay["learned"]> | undefined;
  ahead: Ahead | undefined;
}

/** What the figures rest on, which entry they know, and how old they are. */
export function Status({ learned, ahead }: Props) {
  const w = useWords(twinWords);
  const spoken = useLanguage();
  const { half } = useTwinPlace();
  const age = Math.round(ahead?.age ?? 0);
  return (
    <header className="twin-status">
      <h2>{w("title")}</h2>
      <nav className="segments" aria-label={w("title")}>
        <a href={TWIN_ADDRESS} aria-current={half === "now" ? "page" : undefined}>
          {w("today")}
        </a>
        <a href={TRIALS_ADDRESS} aria-current={half === "past" ? "page" : undefined}>
          {w("past")}
        </a>
      </nav>
      {learned && (
        <p>
          {w("learned", {
            first: shortDay(learned.first, spoken),
            last: shortDay(learned.last, spoken),
            days: learned.days,
            number: learned.number,
          })}
        </p>
      )}
      <span className="grow" />
      {ahead && <small>{w("entry", { sequence: ahead.sequence, n: ahead.said.replications })}</small>}
      {ahead && (
        <span className={ahead.stale ? "tag tag-warn" : "tag tag-ok"}>
          <Icon name={ahead.stale ? "alert" : "check"} size={12} />
          {ahead.stale ? w("stale", { n: age }) : age < 1 ? w("justNow") : w("age", { n: age })}
        </span>
      )}
    </header>
  );
}
