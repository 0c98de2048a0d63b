import type { Parameter } from "../shared/verbs/parameters";

export const DISCIPLINES = ["strict", "priority", "accumulating"] as const;

/** Parameters in the order they came, a list for each group. */
export function groupsOf(parameters: readonly Parameter[]): [group: string, members: Parameter[]][] {
  const groups = new Map<string, Parameter[]>();
  for (const each of parameters) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return [...groups];
}

/** A minute of the day as a clock shows it: 15:00. */
export function clockOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What was typed, as a number within the bounds; or what is wrong with it. */
export function typed(rule: Parameter, text: string): number | "notNumber" | "notClock" | "outside" {
  const value = rule.unit === "minute" ? minuteOf(text) : numberOf(text);
  if (value === undefined) return rule.unit === "minute" ? "notClock" : "notNumber";
  return value < rule.least || value > rule.most ? "outside" : value;
}

const numberOf = (text: string) => (/^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : undefined);

function minuteOf(text: string): number | undefined {
  const found = /^\s*([01]?\d|2[0-3])[:：]([0-5]\d)\s*$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}
