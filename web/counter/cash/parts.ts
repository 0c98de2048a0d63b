import type { CashAsk, CashDay } from "../../shared/verbs/cash";
import type { HandProps } from "../parts";

/** What the parts of the card share. */
export interface CashProps extends HandProps {
  today: CashDay;
  again: () => void; // asks what has become of it
  /** Does it, and asks again. */
  run: (send: () => Promise<unknown>) => Promise<boolean>;
  askTable: (more: Partial<CashAsk>) => void;
  onMoved: (day: string) => void; // to another day
  off: string | undefined;
}
