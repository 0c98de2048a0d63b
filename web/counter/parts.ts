import type { Me } from "../shared/api";
import type { CounterState, TicketView } from "../shared/views";
import type { CardText } from "../staff/CardDialog";
import type { Verbs } from "../staff/verbs";
import type { Acts } from "./actions";

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

/** What the screen asks before a verb: a choice that only the teller can make. */
export type Asking =
  | { kind: "transfer" | "business" | "serve" | "handOver" | "keys" | "conclude" }
  | { kind: "choose"; ticket?: string }
  | { kind: "card"; card: CardText };

export interface HandProps extends PartProps {
  ticket: TicketView;
}
