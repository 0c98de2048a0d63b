/** Where somebody who books is: one question a page, and the browser's own way back. */
import type { BookableService } from "../shared/verbs/bookings";
import type { Language } from "../shared/views";
import type { Own } from "./own";

/** What a code was sent for. */
export interface Wish {
  service: BookableService;
  slot_at: string;
}
export interface Held extends Wish {
  booking: string;
  phone: string;
  language: Language;
  sent: boolean;
  code?: string; // in a demonstration
}
/** Just gone, in the server's words, and what is free next. */
export interface Gone {
  title: string;
  free: string[];
}

export type Page =
  | { name: "service" }
  | { name: "slot"; service: BookableService; gone?: Gone }
  | { name: "phone"; wish: Wish }
  | { name: "code"; held: Held }
  | { name: "finish"; own: Own } // a code that came while the page was away
  | { name: "done"; own: Own; code?: string }
  | { name: "cancel"; own: Own }
  | { name: "come"; own: Own }
  | { name: "cancelled" };

export const FIRST: Page = { name: "service" };

/** Which of the four questions a page asks. */
export const STEP: Partial<Record<Page["name"], number>> = { service: 1, slot: 2, phone: 3, code: 4 };

/** The pages gone through, after the browser went back or forward to `depth`. */
export function backTo(stack: readonly Page[], depth: number): Page[] {
  return stack.slice(0, Math.max(1, depth + 1));
}

/** 138••••8000: enough to see a wrong digit, not enough for whoever looks over the shoulder. */
export function masked(phone: string): string {
  const digits = phone.replace(/[\s()-]/g, "");
  return digits.length < 8 ? digits : `${digits.slice(0, -8)}••••${digits.slice(-4)}`;
}
