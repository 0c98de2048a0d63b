import type { Me } from "../shared/api";
import type { SignalWord } from "../shared/verbs/visits";
import type { LobbyState, TicketView } from "../shared/views";
import type { Ahead } from "../staff/forecast";
import type { Verbs } from "../staff/verbs";
import type { Deeds } from "./deeds";
import type { Asking } from "./LobbyDialogs";
import type { Subject } from "./subject";

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
  subject: Subject | undefined; // whom the verbs mean
  chosen: TicketView | undefined; // its number, if there is one
  signals: readonly SignalWord[]; // what may be noted here
  ahead: Ahead | undefined; // how the day goes on, where the twin says so
  choose: (id: string) => void; // a ticket, or a visit at the door
  ask: (asking: Asking | undefined) => void;
}
