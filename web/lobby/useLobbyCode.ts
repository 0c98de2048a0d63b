import { useWords } from "../shared/hooks";
import { sayCode } from "../shared/words";
import { lobbyWords } from "./words";

type Family = "path" | "next" | "place" | "link" | "basis" | "whyNot" | "onlyGuided";

/** The word for a code that the server sends, of what the lobby alone names. */
export function useLobbyCode(): (family: Family, code: string) => string {
  useWords(lobbyWords);
  return (family, code) => sayCode(lobbyWords, family, code);
}
