import type { Me } from "../shared/api";
import type { LobbyState, TicketView } from "../shared/views";
import type { Verbs } from "../staff/verbs";
import type { Deeds } from "./deeds";
import type { Asking } from "./LobbyDialogs";

/** What every part of the lobby's screen is given. */
export interface PartProps {
  me: Me;
  state: LobbyState;
  now: number; // the time of the picture
  cut: boolean;
  verbs: Verbs;
  deeds: Deeds;
  changed: ReadonlySet<string>;
  folded: boolean; // tags of class and care are not shown
  chosen: TicketView | undefined;
  choose: (ticket: string) => void;
  ask: (asking: Asking | undefined) => void;
}
