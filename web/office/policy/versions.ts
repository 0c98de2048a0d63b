/** What a version is called, so that nobody takes the bank's for the branch's own. */
import type { PolicyTable } from "../../shared/verbs/policies";
import { policyAddress } from "../page";
import type { Named } from "./life";
import { dayOrTime, type Moment } from "./moments";
import type { policyWords } from "./words";

type Say = (key: keyof typeof policyWords.en, values?: Record<string, string | number>) => string;

/** 系统 v0, 总行 v3, 网点 v7: at head office its own are the bank's. */
export function versionText({ opens }: PolicyTable, { number, bank }: Named, w: Say): string {
  return w(number === 0 ? "startVersion" : bank || opens ? "bankVersion" : "ownVersion", { n: number });
}

/** Since when it is in force, and where. */
export function sinceText({ number, bank, live_from }: Named, moment: Moment, w: Say): string {
  if (live_from) return w("since", { time: dayOrTime(live_from, moment) });
  return w(bank && number > 0 ? "forAll" : "fromTheStart");
}

export const versionAddress = (table: PolicyTable, { number, bank }: Named) =>
  policyAddress(table.name, bank ? "bank" : number);
