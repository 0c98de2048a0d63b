import { useWords } from "../shared/hooks";
import { language } from "../shared/language";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

type Family = "path" | "next" | "place" | "link" | "basis" | "whyNot";

/** The word for a code that the server sends; a code newer than this page is shown as it came. */
export function useLobbyCode(): (family: Family, code: string) => string {
  const w = useWords(lobbyWords);
  return (family, code) => {
    const key = `${family}.${code}`;
    return key in lobbyWords[language.get()] ? w(key as LobbyWord) : code;
  };
}
