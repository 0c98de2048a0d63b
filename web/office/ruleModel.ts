import type { Parameter } from "../shared/verbs/parameters";

export const DISCIPLINES = ["strict", "priority", "accumulating"] as const;

/** Parameters in the order they came, a list for each group. */
export function groupsOf(parameters: readonly Parameter[]): [group: string, members: Parameter[]][] {
  const groups = new Map<string, Parameter[]>();
  for (const each of parameters) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return [...groups];
}

/** What was typed, as a number within the bounds; or what is wrong with it. */
export function typed(rule: Parameter, text: string): number | "notNumber" | "outside" {
  if (!/^\s*-?\d{1,9}\s*$/.test(text)) return "notNumber";
  const value = Number(text);
  return value < rule.least || value > rule.most ? "outside" : value;
}
