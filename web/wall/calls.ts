import type { CallView, WallState } from "../shared/views";

/**
 * Which call stands large: the one being spoken, so that eye and ear agree, else the newest. On a
 * branch whose clock runs fast, speech can't keep up, and the newest always stands.
 */
export function shownCall(
  calls: CallView[],
  speaking: CallView | undefined,
  scale: number,
): CallView | undefined {
  const spoken = speaking && calls.find((call) => call.sequence === speaking.sequence);
  return scale <= 4 && spoken ? spoken : calls[0];
}

/** Calls below the large one, newest first, a number once. */
export function recentCalls(calls: CallView[], shown: CallView | undefined, most: number): CallView[] {
  const seen = new Set(shown && [shown.number]);
  return calls.filter(({ number }) => !seen.has(number) && seen.add(number)).slice(0, most);
}

export type Panel = "call" | "quiet" | "before" | "closed";

export function panelFor({ calls, day }: Pick<WallState, "calls" | "day">): Panel {
  if (day.state === "closed") return "closed";
  if (calls.length) return "call";
  return day.state === "before" ? "before" : "quiet";
}
