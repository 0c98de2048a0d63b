import { useWords } from "../shared/hooks";
import { type Ahead, furtherWait } from "./forecast";
import { Icon } from "./icons";
import { staffWords } from "./words";

/** How much longer somebody waits, as the twin says; nothing where it says nothing. */
export function FurtherWait({ ahead, ticket }: { ahead: Ahead | undefined; ticket: string | undefined }) {
  const w = useWords(staffWords);
  const wait = ahead && ticket !== undefined ? furtherWait(ahead.said, ticket) : undefined;
  if (!ahead || !wait) return null;
  return (
    <p className={ahead.stale ? "further is-stale" : "further"}>
      <Icon name="clock" size={16} />
      <span>{w("furtherWait", wait)}</span>
      <small>
        {ahead.stale
          ? w("forecastStale", { n: Math.round(ahead.age) })
          : w("forecastAge", { n: Math.round(ahead.age) })}
      </small>
    </p>
  );
}
