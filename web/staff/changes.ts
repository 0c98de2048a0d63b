/** What changed while the line was cut: outlined for two seconds once it is back. */
import { type Store, store } from "../shared/store";
import type { Live } from "../shared/stream";

const OUTLINED_FOR = 2000;
const NONE: ReadonlySet<string> = new Set();

/** The keys of two pictures' parts that differ, appeared or went. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>): Set<string> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return new Set([...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])));
}

export function changesAfterCut<State>(
  live: Store<Live<State>>,
  parts: (state: State) => Record<string, unknown>,
): Store<ReadonlySet<string>> {
  const changed = store<ReadonlySet<string>>(NONE);
  let seen = live.get();
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.subscribe(() => {
    const now = live.get();
    if (now.recoveries > seen.recoveries && seen.state && now.state) {
      changed.set(differences(parts(seen.state), parts(now.state)));
      clearTimeout(timer);
      timer = setTimeout(() => changed.set(NONE), OUTLINED_FOR);
    }
    seen = now;
  });
  return changed;
}
