import type { BookingDay, BookingNow, BookingTold } from "../../shared/verbs/bookings";
import type { Issued } from "../../shared/verbs/tickets";
import type { ServiceView } from "../../shared/views";
import type { Verbs } from "../verbs";

/** Where the sheet is: the day's list, or one step of a new appointment or a check-in. */
export type Page =
  | { name: "list" }
  | { name: "new" }
  | { name: "code"; booking: Kept }
  | { name: "booked"; booking: BookingNow }
  | { name: "issued"; issued: Issued; calledFrom?: string; walkIn: boolean };

/** A slot that waits for its code: just made, or found in the list. */
export type Kept = Pick<BookingTold, "id" | "service" | "slot_at" | "version"> &
  Partial<Pick<BookingTold, "sent" | "code">>;

/** Whose own manager books for them. */
export interface BookedFor {
  id: string;
  who: string;
  phone?: string; // whole, where they agreed to be called
}

/** The screen that the sheet lies upon. */
export interface Host {
  customer?: BookedFor | undefined;
  branch: { id: string; zone: string };
  date: string; // business date
  services: Record<string, ServiceView>;
  now: number;
  off: string | undefined; // why nothing can be done now
  verbs: Verbs;
  run: (verb: string, words: string, send: () => Promise<unknown>) => Promise<boolean>;
  onClose: () => void;
}

export interface PageProps extends Host {
  day: BookingDay;
  go: (page: Page) => void;
  again: () => void; // the list is asked for anew
}
