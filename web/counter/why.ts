import { useWords } from "../shared/hooks";
import { staffWords } from "../staff/words";
import type { Act, Off } from "./actions";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";

const SENTENCES: Record<Exclude<Off, "cut" | "wait">, CounterWord> = {
  called_only: "onlyCalled",
  serving_only: "onlyServing",
  recalls_up: "recallsUp",
  nobody: "nobody",
  not_open: "notOpen",
  not_arrived: "notArrived",
  held: "ledKept",
  talk: "talkFirst",
  referred: "referOnce",
};

/** The sentence for a verb that cannot be done now. */
export function useWhyNot(): (act: Act) => string | undefined {
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  return ({ off, wait }) => {
    if (off === undefined) return undefined;
    if (off === "cut") return s("waitForLine");
    if (off === "wait") return `${wait ?? 0} s`;
    return w(SENTENCES[off]);
  };
}
