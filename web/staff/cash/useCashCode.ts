import { useWords } from "../../shared/hooks";
import { sayCode } from "../../shared/words";
import { cashWords } from "./words";

/** The word for a code that the server sends, of large cash. */
export function useCashCode(): (family: "state" | "sign", code: string) => string {
  useWords(cashWords);
  return (family, code) => sayCode(cashWords, family, code);
}
