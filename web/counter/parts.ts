import type { Me } from "../shared/api";
import type { CounterState } from "../shared/views";
import type { Verbs } from "../staff/verbs";
import type { Acts } from "./actions";
import type { Asking } from "./DeskDialogs";

/** What every part of the counter's screen is given. */
export interface PartProps {
  me: Me;
  state: CounterState;
  acts: Acts;
  verbs: Verbs;
  now: number; // the time of the picture
  cut: boolean;
  changed: ReadonlySet<string>;
  onLeft: () => void; // to the choice of seats
  ask: (asking: Asking | undefined) => void;
}
