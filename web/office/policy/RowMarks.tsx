import { useWords } from "../../shared/hooks";
import { Icon, type IconName } from "../../staff/icons";
import type { Fault, RowMark } from "./marks";
import { policyWords } from "./words";

export const FAULT_ICONS: Record<Fault, IconName> = {
  gap: "alert",
  overlap: "overlap",
  unreachable: "ban",
  wrong: "alert",
  beyond: "shield",
};

/** What is wrong with a row: a word and a sign, never the colour alone. */
export function RowMarks({ marks }: { marks: RowMark[] }) {
  const w = useWords(policyWords);
  return marks.map(({ fault, text }, at) => (
    <span key={at} className={`fault fault-${fault}`} title={text}>
      <Icon name={FAULT_ICONS[fault]} size={12} />
      {w(`fault.${fault}`)}
    </span>
  ));
}
