import { useWords } from "../shared/hooks";
import { sayCode } from "../shared/words";
import { staffWords } from "./words";

type Family = "post" | "pause" | "parked" | "need" | "class" | "seat" | "day" | "kind";

/** `sayCode`, of what all staff screens name. */
export const codeWord = (family: Family, code: string): string => sayCode(staffWords, family, code);

/** `codeWord`, redrawn when the language changes. */
export function useCodeWord(): typeof codeWord {
  useWords(staffWords);
  return codeWord;
}
