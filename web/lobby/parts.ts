import type { Me } from "../shared/api";
import type { OfferNow } from "../shared/verbs/diversion";
import type { Guided } from "../shared/verbs/guidance";
import type { SignalWord } from "../shared/verbs/visits";
import type { LobbyState, SeatView, TicketView, ZoneView } from "../shared/views";
import type { Ahead } from "../staff/forecast";
import type { Verbs } from "../staff/verbs";
import type { Deeds } from "./deeds";
import type { Line } from "./lines";
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

export type OfTicket = "emergency" | "park" | "transfer" | "merge" | "abandon";
export type OfSubject = "identify" | "guide" | "divert" | "refer" | "join" | "card";

/** What the screen asks before a verb, or shows after it. */
export type Asking =
  | { kind: "keys" | "day" | "paper" | "more" | "bookings" | "cash" }
  | { kind: "issue"; visit?: string }
  | { kind: "people"; services?: string[] }
  | { kind: "service"; service: string }
  | { kind: OfTicket; ticket: string }
  | { kind: OfSubject; subject: string; guided?: Guided; offered?: OfferNow };

export interface DialogProps extends PartProps {
  onClose: () => void;
}

export interface TicketDialogProps extends DialogProps {
  ticket: TicketView;
}

export interface SubjectDialogProps extends DialogProps {
  subject: Subject;
  guided?: Guided | undefined;
  offered?: OfferNow | undefined;
}

export interface ZoneProps extends PartProps {
  zone: ZoneView;
  seats: SeatView[];
  line: Line | undefined;
  elsewhere: Line[];
  scale: number;
}
