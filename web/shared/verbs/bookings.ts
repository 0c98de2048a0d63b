/** Appointments: the booking page, and checking in. The code of six digits is all that proves one. */
import { get, post, type PostOptions } from "../api";
import type { Language, Words } from "../views";
import type { Issued } from "./tickets";

export interface BookingPage {
  bank: Words;
  name: Words;
  hotline: string;
  zone: string;
  messages: boolean; // a code can reach a phone; if not, the hotline books
  open_per_phone: number;
  hold_min: number;
  early_min: number;
  grace_min: number;
  services: BookableService[];
  days: { day: string; opens: boolean }[]; // 2026-11-20; the first is the branch's today
}
export interface BookableService {
  id: string;
  name: Words;
  hint: Words;
}
export interface DaySlots {
  day: string;
  last_day: string;
  slots: { at: string; free: boolean }[]; // those that have not begun
}
export interface BookingNow {
  id: string;
  service: string;
  slot_at: string;
  state: "pending" | "booked" | "arrived" | "walk_in" | "cancelled";
  version: number;
}
export interface BookingTold extends BookingNow {
  sent: boolean;
  code?: string; // in a demonstration
}
export interface CheckedIn {
  booking: string;
  state: "arrived" | "walk_in";
  called_from?: string; // the slot, of who came before it
  issued: Issued;
}
export interface ComesWithCode {
  code: string;
  language: Language;
}

const at = (branch: string, rest = "") => `/api/book/${encodeURIComponent(branch)}${rest}`;

export const bookingPage = (branch: string) => get<BookingPage>(at(branch));
export const daySlots = (branch: string, service: string, day: string) =>
  get<DaySlots>(at(branch, `/slots?service=${service}&day=${day}`));
export const book = (
  branch: string,
  body: { service: string; slot_at: string; phone: string; language: Language },
  options?: PostOptions,
) => post<BookingTold>(at(branch, "/bookings"), body, options);
/** The code did not come: it goes once more. */
export const sendAgain = (branch: string, booking: string, body: { phone: string; language: Language }) =>
  post<{ sent: boolean }>(at(branch, `/bookings/${booking}/send-again`), body);
export const confirmBooking = (branch: string, booking: string, code: string) =>
  post<BookingNow>(at(branch, `/bookings/${booking}/confirm`), { code });
export const cancelBooking = (branch: string, booking: string, code: string) =>
  post<BookingNow>(at(branch, `/bookings/${booking}/cancel`), { code });
export const checkInByPhone = (branch: string, body: ComesWithCode) =>
  post<CheckedIn>(at(branch, "/check-in"), body);
/** At the kiosk, whose branch is known by its id. */
export const checkIn = (branch: string, body: ComesWithCode & { visit?: string }, options?: PostOptions) =>
  post<CheckedIn>(`/api/branches/${branch}/check-in`, body, options);

/** The slots that a refusal names as free. */
export function freeSlots(facts: Record<string, string | number>): string[] {
  return typeof facts.free === "string" ? facts.free.split(" ").filter(Boolean) : [];
}

// ---- as staff handle them

export type BookingPhase =
  "pending" | "expired" | "booked" | "late" | "no_show" | "arrived" | "walk_in" | "cancelled";
export interface BookingRow {
  id: string;
  service: string;
  slot_at: string;
  state: BookingPhase;
  channel: "page" | "telephone" | "staff";
  version: number;
  phone?: string; // •••• 8000; absent once it is erased
  number?: string; // once they have come
}
/** A day's appointments, and what a new one takes. */
export interface BookingDay extends Pick<BookingPage, "hold_min" | "early_min" | "grace_min" | "days"> {
  day: string;
  bookings: BookingRow[];
  services: string[]; // ids of those that can be booked
}
export type BookingChannel = "telephone" | "staff";

export const bookingsPath = (branch: string, date: string) => `/api/branches/${branch}/bookings?day=${date}`;
export const slotsPath = (branch: string, service: string, date: string) =>
  `/api/branches/${branch}/slots?service=${service}&day=${date}`;
export const bookFor = (
  branch: string,
  body: {
    service: string;
    slot_at: string;
    phone: string;
    channel: BookingChannel;
    language: Language;
    customer?: string; // whose own manager books: the code says then who comes
  },
) => post<BookingTold>(`/api/branches/${branch}/bookings`, body);

const move =
  <Answer>(verb: string) =>
  (booking: string, version: number, body: object = {}) =>
    post<Answer>(`/api/bookings/${booking}/${verb}`, body, { match: version });
export const confirmFor = (booking: string, version: number, code: string) =>
  move<BookingNow>("confirm")(booking, version, { code });
export const giveBack = move<BookingNow>("cancel");
export const meet = move<CheckedIn>("check-in");
/** Whom to ring; that somebody looked is recorded. */
export const phoneOf = (booking: string) => get<{ phone?: string }>(`/api/bookings/${booking}/phone`);
