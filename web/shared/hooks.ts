/** What both React (staff pages) and Preact (public pages) use to follow the stores. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { branchTime, type ClockFix, monotonic } from "./clock";
import { language } from "./language";
import type { Store } from "./store";
import type { Language } from "./views";
import { type Catalogue, say } from "./words";

export function useStore<Value>(source: Store<Value>): Value {
  return useSyncExternalStore(source.subscribe, source.get, source.get);
}

export function useLanguage(): Language {
  return useStore(language);
}

/** `const w = useWords(words); w("ahead", { n: 3 })`; redraws when the language changes. */
export function useWords<Key extends string>(words: Catalogue<Key>) {
  return say(words, useLanguage());
}

/** `monotonic()` now, redrawn every `every` milliseconds. */
export function useNow(every = 1000): number {
  const [now, setNow] = useState(monotonic);
  useEffect(() => {
    const timer = setInterval(() => setNow(monotonic()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** The branch's time in milliseconds, running on while the line is cut; undefined before anything was heard. */
export function useBranchTime(fix: ClockFix | undefined, every = 1000): number | undefined {
  const now = useNow(every);
  return fix && branchTime(fix, now);
}
