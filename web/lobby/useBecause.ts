import { useWords } from "../shared/hooks";
import type { Because } from "../shared/verbs/guidance";
import { useCodeWord } from "../staff/codes";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** On what a table decided, in words; sums are said nowhere in the hall. */
export function useBecause(): (because: Because | undefined) => string | undefined {
  const w = useWords(lobbyWords);
  const code = useCodeWord();
  const said = (name: string, value: string | number): string | undefined => {
    if (name === "class") return code("class", String(value));
    if (name === "business") return w(`business.${value}` as LobbyWord);
    if (name === "waiting") return w("because.waiting", { n: value });
    const key = `because.${name}.${value}`;
    return key in lobbyWords["zh-Hans"] ? w(key as LobbyWord) : undefined;
  };
  return (because) => {
    const parts = Object.entries(because ?? {}).flatMap(([name, value]) => said(name, value) ?? []);
    return parts.length > 0 ? parts.join(" · ") : undefined;
  };
}
