/** The life of a version as the five steps of a screen, and what may be done with it by whom. */
import type { Me } from "../../shared/api";
import type { Phase, PolicyTable, PolicyVersion } from "../../shared/verbs/policies";
import type { Instant } from "../../shared/views";

const OPEN: readonly Phase[] = ["draft", "checking", "tried", "outdated", "returned", "waiting"];
const EDITED: readonly Phase[] = ["draft", "checking", "tried", "outdated", "returned"];

/** Not approved yet: a table has one such version at a time. */
export const isOpen = ({ state }: PolicyVersion) => OPEN.includes(state);
export const isDraft = ({ state }: PolicyVersion) => EDITED.includes(state);

/** Not in force yet: what it changes is what matters. */
export const isNew = (version: PolicyVersion) => isOpen(version) || version.state === "scheduled";

export const openIn = (table: PolicyTable) => table.versions.find(isOpen);
export const nextIn = (table: PolicyTable) => table.versions.find(({ state }) => state === "scheduled");
/** Its time is now, but it goes beyond what head office opens. */
export const yieldingIn = (table: PolicyTable) => table.versions.find(({ state }) => state === "yielding");
export const liveIn = (table: PolicyTable) => table.versions.find(({ state }) => state === "live");

/** A version as it is named and found: the branch's own, or the one that head office has in force. */
export interface Named {
  number: number;
  bank: boolean;
  live_from?: Instant;
}

/** A version by its name; head office's has no id at a branch. */
export const nameOf = ({ id, number, live_from }: PolicyVersion): Named => ({
  number,
  bank: id === undefined && number > 0,
  ...(live_from === undefined ? {} : { live_from }),
});

export const isSame = (one: Named, other: Named) => one.number === other.number && one.bank === other.bank;

/** Head office's version at a branch; at head office its own are the bank's. */
export const bankOf = ({ bank, opens }: PolicyTable): Named | undefined =>
  bank === undefined || opens ? undefined : { number: bank, bank: true };

/** What a bank starts with. */
const START: Named = { number: 0, bank: false };

/** What the hall goes by now; a branch without a version of its own goes by head office's. */
export function inForce(table: PolicyTable): Named {
  const live = liveIn(table);
  return live ? nameOf(live) : (bankOf(table) ?? START);
}

/** What a version is shown beside: what is in force, or before it. */
export function besideOf(table: PolicyTable, version: PolicyVersion): Named | undefined {
  const [now, own] = [inForce(table), nameOf(version)];
  if (!isSame(now, own)) return now;
  return version.id === undefined ? undefined : beforeOf(table, version);
}

/** What was in force before a version, and is again without it. */
export function beforeOf(table: PolicyTable, version: PolicyVersion): Named {
  const [before] = table.versions
    .filter(({ id, state, live_from }) => id !== version.id && state === "retired" && live_from)
    .sort((one, other) => sinceOf(other) - sinceOf(one) || other.number - one.number);
  return before ? nameOf(before) : (bankOf(table) ?? START);
}
const sinceOf = ({ live_from }: PolicyVersion) => Date.parse(live_from!);

export const mayEdit = (me: Me) => me.rights.includes("edit_policy");
export const mayApprove = (me: Me) => me.rights.includes("approve_policy");

export type StepName = "draft" | "check" | "try" | "approve" | "live";
export type StepMark = "done" | "now" | "todo" | "bad";

/** Which of the five steps are behind a version, and which it stands at. */
export function stepsOf(version: PolicyVersion, faults: number): Record<StepName, StepMark> {
  const { state } = version;
  const drafted = isDraft(version);
  const checked = faults === 0;
  const tried = checked && (state === "tried" || (state === "returned" && version.tried !== undefined));
  return {
    draft: "done",
    check: checked ? "done" : "now",
    try: !drafted || tried ? "done" : checked ? "now" : "todo",
    approve:
      !drafted && state !== "waiting"
        ? "done"
        : state === "returned"
          ? "bad"
          : state === "waiting" || tried
            ? "now"
            : "todo",
    live:
      state === "live" || state === "retired"
        ? "done"
        : state === "rolled_back" || state === "yielding"
          ? "bad"
          : state === "scheduled"
            ? "now"
            : "todo",
  };
}
