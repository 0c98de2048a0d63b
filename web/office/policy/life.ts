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
export const liveIn = (table: PolicyTable) => table.versions.find(({ state }) => state === "live");

/** A version as it is named and found: the branch's own, or the one that head office has in force. */
export interface Named {
  number: number;
  bank: boolean;
  live_from?: Instant;
}

/** What the hall goes by now; a branch without a version of its own goes by head office's. */
export function inForce(table: PolicyTable): Named {
  const live = liveIn(table);
  if (live) return { ...live, bank: false };
  return { number: table.bank ?? 0, bank: table.bank !== undefined };
}

/** What a version is shown beside: what is in force, or before it. */
export function besideOf(table: PolicyTable, version: PolicyVersion): Named | undefined {
  const now = inForce(table);
  if (now.bank ? version.id !== undefined : now.number !== version.number) return now;
  if (now.bank) return undefined;
  const before = beforeOf(table, version);
  return before && { ...before, bank: false };
}

/** The version that was in force before this one. */
export function beforeOf(table: PolicyTable, version: PolicyVersion): PolicyVersion | undefined {
  return table.versions.find(({ number, state }) => number < version.number && !isOpenState(state));
}
const isOpenState = (state: Phase) => OPEN.includes(state) || state === "rolled_back";

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
        : state === "rolled_back"
          ? "bad"
          : state === "scheduled"
            ? "now"
            : "todo",
  };
}
