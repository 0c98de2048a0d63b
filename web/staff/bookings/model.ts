/** What an appointment means at this moment. Pure: the time is an argument. */
import type { BookingDay, BookingRow } from "../../shared/verbs/bookings";

const MINUTE = 60_000;
const SOON_MIN = 15;

/** `ahead`: too early to check in. `due`: may check in. `late`: counts as booked still. */
export type Standing =
  "pending" | "expired" | "ahead" | "due" | "late" | "no_show" | "arrived" | "walk_in" | "cancelled";
type Spans = Pick<BookingDay, "early_min" | "grace_min">;

export function standingOf({ state, slot_at }: BookingRow, spans: Spans, now: number): Standing {
  if (state !== "booked" && state !== "late" && state !== "no_show") return state;
  const { from, until } = spanOf(slot_at, spans);
  if (now < from) return "ahead";
  if (now <= Date.parse(slot_at)) return "due";
  return now <= until ? "late" : "no_show";
}

/** From when on somebody may check in, and until when they are called as booked; in milliseconds. */
export function spanOf(slot: string, { early_min, grace_min }: Spans): { from: number; until: number } {
  const at = Date.parse(slot);
  return { from: at - early_min * MINUTE, until: at + grace_min * MINUTE };
}

/** Who may still come, who has, and whoever's digits were asked for among them all. */
export type Which = "open" | "came" | "all";
const CAME = new Set<Standing>(["arrived", "walk_in"]);
const OVER = new Set<Standing>([...CAME, "expired", "cancelled"]);

export function rowsOf(day: BookingDay, which: Which, digits: string, now: number): BookingRow[] {
  return day.bookings.filter((row) => {
    if (digits) return row.phone?.endsWith(digits) ?? false;
    const standing = standingOf(row, day, now);
    if (which === "open") return !OVER.has(standing);
    return which === "all" || CAME.has(standing);
  });
}

/** Who can be given a number now. */
export const mayCome = (standing: Standing): boolean =>
  standing === "due" || standing === "late" || standing === "no_show";
/** Whose slot can be given back. */
export const mayCancel = (standing: Standing): boolean =>
  standing === "pending" || standing === "ahead" || mayCome(standing);

/** +8613800138000 → +86 138 0013 8000, to be read out. */
export function spaced(phone: string): string {
  const [, mobile] = /^\+86(1\d{10})$/.exec(phone) ?? [];
  return mobile ? `+86 ${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}` : phone;
}

interface Live {
  state: string;
  slot: string;
}
/** How many of today's may come now, early or late; the list itself goes by the branch's parameter. */
export function dueOf(bookings: Record<string, Live>, now: number): number {
  return Object.values(bookings).filter(
    ({ state, slot }) =>
      state === "late" || (state === "booked" && Date.parse(slot) - now <= SOON_MIN * MINUTE),
  ).length;
}
