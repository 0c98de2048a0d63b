import type { BookingPage } from "../shared/verbs/bookings";
import type { Page } from "./flow";

/** What every page of booking is given. */
export interface At {
  branch: string;
  page: BookingPage;
  go: (next: Page) => void;
  /** Begin again, at this page: what lies behind is answered. */
  restart: (next?: Page) => void;
}
