import { useWords } from "../shared/hooks";
import type { Parameter } from "../shared/verbs/parameters";
import { clockOf, DISCIPLINES } from "./ruleModel";
import { officeWords } from "./words";
import type { OfficeWord } from "./words/zh-hans";

/** A parameter's values in words: with the unit, and the disciplines by name. */
export function useRuleText() {
  const w = useWords(officeWords);
  const unitText = (rule: Parameter) => (rule.unit === "minute" ? "" : w(`unit.${rule.unit}` as OfficeWord)); // a clock needs none
  const disciplineText = (value: number) => w(`discipline.${DISCIPLINES[value] ?? "strict"}`);

  /** A value as it is typed. */
  const typedText = (rule: Parameter, value: number) =>
    rule.unit === "minute" ? clockOf(value) : String(value);

  function valueText(rule: Parameter, value: number): string {
    if (rule.unit === "discipline") return disciplineText(value);
    return `${typedText(rule, value)} ${unitText(rule)}`.trim();
  }

  function boundsText(rule: Parameter): string {
    if (rule.unit === "discipline") return w("oneOfThree");
    return `${typedText(rule, rule.least)}–${typedText(rule, rule.most)} ${unitText(rule)}`.trim();
  }

  return { unitText, typedText, disciplineText, valueText, boundsText };
}
