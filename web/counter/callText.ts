import { fill, pieces, type Value } from "../shared/words";
import { useLanguage, useWords } from "../shared/hooks";
import { staffWords } from "../staff/words";
import type { Call } from "./model";
import { counterWords } from "./words";

export interface CallText {
  big: string;
  small: string;
  /** `small` in pieces; the number that will be called is set apart. */
  parts: { text: string; next: boolean }[];
}

/** What the big button says: the verb large, whom it means small. */
export function useCallText(call: Call, closing: boolean): CallText {
  const spoken = useLanguage();
  const w = useWords(counterWords);
  const s = useWords(staffWords);
  const plain = (big: string, small: string): CallText => ({
    big,
    small,
    parts: [{ text: small, next: false }],
  });
  if (!call.can) {
    if (call.why === "cut") return plain(w("callNext"), s("waitForLine"));
    if (call.why === "held") return plain(w("callNext"), w("ledKept"));
    if (call.why === "talk") return plain(w("callNext"), w("talkFirst"));
    if (call.why === "not_arrived") return plain(w("callNext"), w("notArrived"));
    if (call.why === "not_yet") return plain(w("callNext"), w("notYet"));
    return call.why === "nobody" ? plain(w("nobody"), w("nobodyHow")) : plain(w("callNext"), w("notOpen"));
  }
  const { finishes, calls } = call;
  if (!calls) {
    const big = finishes?.number ? w("finish", { number: finishes.number }) : w("finishPlain");
    return plain(big, closing ? w("closingAfter") : w("nobodyAfter"));
  }
  const word = !finishes ? "callOnly" : finishes.number ? "finishAndCall" : "finishWithoutNumber";
  const values: Record<string, Value> = { number: finishes?.number ?? "", next: calls.number };
  const template = counterWords[spoken][word];
  const parts = pieces(template, values).map(({ text, value }) => ({
    text,
    next: value && text === calls.number,
  }));
  return { big: w("callNext"), small: fill(template, values), parts };
}
