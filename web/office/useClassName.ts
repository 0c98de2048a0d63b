import { useWords } from "../shared/hooks";
import { sayCode } from "../shared/words";
import { officeWords } from "./words";

/** The word for a class of line. */
export function useClassName(): (code: string) => string {
  useWords(officeWords);
  return (code) => sayCode(officeWords, "class", code);
}
