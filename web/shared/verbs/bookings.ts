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
