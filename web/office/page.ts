/** Which page of the office is open: the address says it, so that a link leads there. */
import { useSyncExternalStore } from "react";
import type { Me } from "../shared/api";
import { base } from "../shared/base";

export type Page = "now" | "cash" | "policies" | "rules" | "scripts" | "funnel" | "holds" | "twin";

export const NOW_ADDRESS = `${base}/office/#`;
export const CASH_ADDRESS = `${base}/office/#cash`;
export const RULES_ADDRESS = `${base}/office/#rules`;
export const POLICIES_ADDRESS = `${base}/office/#policies`;

export const SCRIPTS_ADDRESS = `${base}/office/#scripts`;
export const FUNNEL_ADDRESS = `${base}/office/#funnel`;
export const TWIN_ADDRESS = `${base}/office/#twin`;
/** Drafts run on past days: the twin's other half. */
export const TRIALS_ADDRESS = `${TWIN_ADDRESS}/past`;
export const HOLDS_ADDRESS = `${base}/office/#holds`;
/** Where a sentence is written: from nothing, or from another one. */
export const NEW_SCRIPT = "new";

/** Where one is edited: behind its own address. */
export const EDIT_SCRIPT = "edit";

/** One script, or what stands in its place: a new one, perhaps from another. */
export const scriptAddress = (...place: string[]) => [SCRIPTS_ADDRESS, ...place].join("/");

/** One version of a decision table by its number, or what head office has in force. */
export type PolicyPlace = number | "bank";

/** One decision table: what is worked on or in force, or one version of it. */
export const policyAddress = (table: string, place?: PolicyPlace) =>
  [POLICIES_ADDRESS, table, ...(place === undefined ? [] : [place])].join("/");

export const seesNow = (me: Me) => me.views.includes("office");
export const seesRules = (me: Me) => me.rights.includes("see_rules");
export const seesFunnel = (me: Me) => seesNow(me) && me.rights.includes("see_referrals");
export const seesHolds = (me: Me) => seesNow(me) && me.rights.includes("hold_sales");
export const seesScripts = (me: Me) => me.rights.includes("see_scripts");

/** Whoever may see how the day goes on: those with this desk, and those who may ask what a change does. */
export const seesTwin = (me: Me) =>
  me.rights.includes("see_twin") && (seesNow(me) || me.rights.includes("ask_twin"));

export const seesCash = (me: Me) => me.rights.includes("book") || me.rights.includes("prepare_cash");

/** Whoever reads rules or scripts, sees to cash or asks the twin may open them, whichever view of the floor is theirs. */
export const mayEnter = (me: Me) =>
  seesNow(me) ||
  ((seesRules(me) || seesScripts(me) || seesCash(me) || seesTwin(me)) && me.views.includes("lobby"));

const follow = (heard: () => void) => {
  addEventListener("hashchange", heard);
  return () => removeEventListener("hashchange", heard);
};

const useHash = () => useSyncExternalStore(follow, () => location.hash);

/** The page that the address names, else the first one; head office has no hall to look at. */
export function usePage(me: Me, hall: boolean): Page {
  const [named = ""] = useHash().slice(1).split("/");
  const open = [
    ...(seesRules(me) ? (hall ? RULES : TABLES) : []),
    ...(seesScripts(me) ? SCRIPTS : []),
    ...(hall && seesCash(me) ? CASH : []),
    ...(hall && seesFunnel(me) ? FUNNEL : []),
    ...(hall && seesHolds(me) ? HOLDS : []),
    ...(hall && seesTwin(me) ? TWIN : []),
  ];
  const first = hall && seesNow(me) ? "now" : (open[0] ?? "now");
  return open.find((page) => page === named) ?? first;
}

/** Whether there is a hall: head office serves nobody. */
export const hasHall = ({ services }: { services: object }) => Object.keys(services).length > 0;

const TABLES: Page[] = ["policies"];
const RULES: Page[] = ["rules", ...TABLES];
const SCRIPTS: Page[] = ["scripts"];
const CASH: Page[] = ["cash"];
const FUNNEL: Page[] = ["funnel"];
const HOLDS: Page[] = ["holds"];
const TWIN: Page[] = ["twin"];

/** Which half of the twin's page the address names, and what is to be asked there at once. */
export function useTwinPlace(): { half: "now" | "past"; what?: "open" | "close"; counter?: string } {
  const [, named, counter] = useHash().split("/");
  if (named === "past") return { half: "past" };
  return (named === "open" || named === "close") && counter
    ? { half: "now", what: named, counter }
    : { half: "now" };
}

/** Which script the address names, and which one a new one is written from. */
export function useScriptPlace(): { script?: string; from?: string } {
  const [, script, from] = useHash().split("/");
  return { ...(script && { script }), ...(from && { from }) };
}

/** Which table the address names, and which version of it. */
export function usePolicyPlace(): { table?: string; place?: PolicyPlace } {
  const [, table, place] = useHash().split("/");
  if (!table) return {};
  if (place === "bank") return { table, place };
  return place && /^\d{1,6}$/.test(place) ? { table, place: Number(place) } : { table };
}
