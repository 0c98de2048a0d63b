import { useWords } from "../../shared/hooks";
import type { Change } from "../../shared/verbs/twin";
import { sayCode } from "../../shared/words";
import { officeWords } from "../words";
import { twinWords } from "./words";
import type { TwinWord } from "./words/zh-hans";
import type { Services } from "./useServices";

/** A change in words: as a deed (`do`), short on its button (`ask`), or at the end of a line (`if`). */
export function useChangeText(kind: "do" | "ask" | "if"): (change: Change, services: Services) => string {
  const w = useWords(twinWords);
  const machine = useMachineText();
  return ({ what, counter = "", other = "", service = "", machine: of = "", discipline = "" }, services) =>
    w(`${kind}.${what}` as TwinWord, {
      counter,
      other,
      service: services.name(service),
      machine: machine(of),
      discipline: sayCode(officeWords, "discipline", discipline),
    });
}

/** The word for a kind of machine. */
export function useMachineText(): (kind: string) => string {
  useWords(twinWords);
  return (kind) => sayCode(twinWords, "machine", kind);
}
