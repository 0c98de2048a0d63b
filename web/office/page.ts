/** Which page of the office is open: the address says it, so that a link leads there. */
import { useSyncExternalStore } from "react";
import type { Me } from "../shared/api";
import { base } from "../shared/base";

export type Page = "now" | "policies" | "rules";

export const NOW_ADDRESS = `${base}/office/#`;
export const RULES_ADDRESS = `${base}/office/#rules`;
export const POLICIES_ADDRESS = `${base}/office/#policies`;

/** One decision table: what is worked on or in force, or one version of it. */
export const policyAddress = (table: string, number?: number) =>
  [POLICIES_ADDRESS, table, ...(number === undefined ? [] : [number])].join("/");

export const seesNow = (me: Me) => me.views.includes("office");
export const seesRules = (me: Me) => me.rights.includes("see_rules");

/** Whoever reads the rules may open them, whichever view of the floor is theirs. */
export const mayEnter = (me: Me) => seesNow(me) || (seesRules(me) && me.views.includes("lobby"));

const follow = (heard: () => void) => {
  addEventListener("hashchange", heard);
  return () => removeEventListener("hashchange", heard);
};

const useHash = () => useSyncExternalStore(follow, () => location.hash);

export function usePage(me: Me): Page {
  const hash = useHash();
  if (!seesRules(me)) return "now";
  if (hash === "#policies" || hash.startsWith("#policies/")) return "policies";
  return hash === "#rules" || !seesNow(me) ? "rules" : "now";
}

/** Which table the address names, and which version of it. */
export function usePolicyPlace(): { table?: string; number?: number } {
  const [, table, number] = useHash().split("/");
  if (!table) return {};
  return number && /^\d{1,6}$/.test(number) ? { table, number: Number(number) } : { table };
}
