/** Which page of the office is open: the address says it, so that a link leads there. */
import { useSyncExternalStore } from "react";
import type { Me } from "../shared/api";
import { base } from "../shared/base";

export type Page = "now" | "rules";

export const NOW_ADDRESS = `${base}/office/#`;
export const RULES_ADDRESS = `${base}/office/#rules`;

export const seesNow = (me: Me) => me.views.includes("office");
export const seesRules = (me: Me) => me.rights.includes("see_rules");

/** Whoever reads the rules may open them, whichever view of the floor is theirs. */
export const mayEnter = (me: Me) => seesNow(me) || (seesRules(me) && me.views.includes("lobby"));

const follow = (heard: () => void) => {
  addEventListener("hashchange", heard);
  return () => removeEventListener("hashchange", heard);
};

export function usePage(me: Me): Page {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return seesRules(me) && (hash === "#rules" || !seesNow(me)) ? "rules" : "now";
}
