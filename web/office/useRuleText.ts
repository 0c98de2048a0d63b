import { useWords } from "../shared/hooks";
import type { Parameter } from "../shared/verbs/parameters";
import { DISCIPLINES } from "./ruleModel";
import { officeWords } from "./words";
import type { OfficeWord } from "./words/zh-hans";

/** A parameter's values in words: with the unit, and the disciplines by name. */
export function useRuleText() {
  const w = useWords(officeWords);
  const unitText = (rule: Parameter) => w(`unit.${rule.unit}` as OfficeWord);
  const disciplineText = (value: number) => w(`discipline.${DISCIPLINES[value] ?? "strict"}`);

  function valueText(rule: Parameter, value: number): string {
    if (rule.unit === "discipline") return disciplineText(value);
    return `${value} ${unitText(rule)}`.trim();
  }

  function boundsText(rule: Parameter): string {
    if (rule.unit === "discipline") return w("oneOfThree");
    return `${rule.least}–${rule.most} ${unitText(rule)}`.trim();
  }

  return { unitText, disciplineText, valueText, boundsText };
}
