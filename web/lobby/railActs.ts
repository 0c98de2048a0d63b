import { useWords } from "../shared/hooks";
import * as help from "../shared/verbs/help";
import * as tickets from "../shared/verbs/tickets";
import type { PartProps } from "./parts";
import type { Offered } from "./verbs";
import { lobbyWords } from "./words";

/** What a tap in the rail does: some verbs act at once, others first ask what only a person knows. */
export function useRailActs({ state, chosen, deeds, ask }: PartProps): (one: Offered) => void {
  const w = useWords(lobbyWords);
  return (one) => {
    if (one.verb === "issue") return ask({ kind: "issue" });
    if (one.verb === "help") {
      navigator.vibrate?.(60);
      return void deeds.act("help", w("helpSent"), () => help.askHelp(state.branch.id));
    }
    if (!chosen) return;
    const { id, version, number } = chosen;
    if (one.verb === "return" && one.way !== "park") {
      const way = one.way === "rejoin" ? "rejoin" : "resume";
      return void deeds.act(way, `${w(way)} ${number}`, () => tickets[way](id, version));
    }
    const kind = one.verb === "return" ? "park" : one.verb;
    ask({ kind, ticket: id });
  };
}
