import { useWords } from "../shared/hooks";
import { language } from "../shared/language";
import { say } from "../shared/words";
import { staffWords } from "./words";
import type { StaffWord } from "./words/zh-hans";

type Family = "post" | "pause" | "parked" | "need" | "class" | "seat" | "day" | "kind";

/** The word for a code that the server sends; a code newer than this page is shown as it came. */
export function codeWord(family: Family, code: string): string {
  const key = `${family}.${code}`;
  return key in staffWords[language.get()] ? say(staffWords)(key as StaffWord) : code;
}

/** `codeWord`, redrawn when the language changes. */
export function useCodeWord(): typeof codeWord {
  useWords(staffWords);
  return codeWord;
}
