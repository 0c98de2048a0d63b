import type { Me } from "../shared/api";
import type { FileOf } from "../shared/verbs/customers";
import type { DeskState, ReferralView } from "../shared/views";
import type { BookedFor } from "../staff/bookings/parts";
import type { CardText } from "../staff/CardDialog";
import type { Verbs } from "../staff/verbs";
import type { Acts } from "./actions";

/** What the screen asks before a verb. */
export type Asking =
  | { kind: "keys" }
  | { kind: "bookings"; customer?: BookedFor }
  | { kind: "redeem"; visit: string; who: string }
  | { kind: "card"; card: CardText }
  | { kind: "file"; of: FileOf }
  | { kind: "handOn" | "conclude"; referral: ReferralView };

/** What every part of the desk's screen is given. */
export interface PartProps {
  me: Me;
  state: DeskState;
  acts: Acts;
  verbs: Verbs;
  now: number; // the time of the picture
  cut: boolean;
  changed: ReadonlySet<string>;
  ask: (asking: Asking | undefined) => void;
}
