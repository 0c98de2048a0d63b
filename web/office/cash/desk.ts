import type { Me } from "../../shared/api";
import type { Verbs } from "../../staff/verbs";
import type { Moment } from "../policy/moments";

/** What the parts of the page share. */
export interface CashDesk {
  me: Me;
  today: string;
  moment: Moment;
  off: string | undefined; // why nothing can be sent now
  verbs: Verbs;
  again: () => void;
}
