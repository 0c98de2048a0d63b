/** Large cash as every staff screen reads it. Pure: the time is an argument. */
import type { Me } from "../../shared/api";
import type { CashPhase, Hold, Wish } from "../../shared/verbs/cash";
import { elapsed, secondsSince, secondsUntil } from "../time";

export const NOTES_YUAN = [100, 50, 20, 10, 5, 1] as const;
const FEN = 100;
const MOST_YUAN = 100_000_000;

/** `8 0,000` → 80000: whole yuan, as people type them; undefined for anything else. */
export function yuanOf(typed: string): number | undefined {
  const plain = typed.replace(/[\s,，¥]/g, "");
  const yuan = /^\d{1,9}$/.test(plain) ? Number(plain) : 0;
  return yuan > 0 && yuan <= MOST_YUAN ? yuan : undefined;
}

export const fenOf = (yuan: number) => yuan * FEN;

/** 8000000 → ¥80,000 */
export const money = (fen: number) => `¥${(fen / FEN).toLocaleString("en")}`;

/** The fewest notes: most hundreds, then what is left. */
export function notesFor(yuan: number): number[] {
  let left = yuan;
  return NOTES_YUAN.map((note) => {
    const count = Math.floor(left / note);
    left -= count * note;
    return count;
  });
}

/** What notes come to, in yuan. */
export const totalOf = (notes: readonly number[]) =>
  NOTES_YUAN.reduce((sum, note, place) => sum + note * (notes[place] ?? 0), 0);

/** Which notes there are any of: the count, and of how many yuan. */
export const notesHeld = (notes: readonly number[]) =>
  NOTES_YUAN.map((yuan, place) => ({ yuan, count: notes[place] ?? 0 })).filter(({ count }) => count > 0);

/** `•••• 1234` → 1234 */
export const tailOf = ({ phone }: Pick<Wish, "phone">) => phone?.slice(-4);

const OPEN: readonly CashPhase[] = ["requested", "confirmed", "cash_prepared", "partly_paid"];

/** Whether something is left to be paid, and nothing stands against it. */
export const isOpen = ({ state }: Pick<Wish, "state">) => OPEN.includes(state);

/** What somebody who looks at the list does next with a reservation; nothing: others do, or nobody. */
export type NextStep = "confirm" | "prepare" | "second_person";

export function nextStep(
  { state, reserved, yours }: Wish,
  { rights }: Pick<Me, "rights">,
): NextStep | undefined {
  if (!reserved) return undefined;
  if (state === "requested") return rights.includes("confirm_cash") ? "confirm" : undefined;
  if (state !== "confirmed" || !rights.includes("prepare_cash")) return undefined;
  return yours ? "second_person" : "prepare";
}

/** A customer may want it no more until it is paid for, in part or wholly. */
export const mayCancel = ({ state, reserved }: Wish, { rights }: Pick<Me, "rights">) =>
  reserved && rights.includes("book") && ["requested", "confirmed", "cash_prepared"].includes(state);

/** How long a payment has been held, and how much of the time for looking is left. */
export const holdClock = ({ since, review_by }: Hold, now: number) => ({
  held: elapsed(secondsSince(since, now)),
  left: Math.ceil(secondsUntil(review_by, now) / 60),
});

/** As the police write it: letters and digits, no words. */
export const isReference = (typed: string) => /^[A-Z0-9][A-Z0-9-]{4,28}[A-Z0-9]$/.test(typed);

/** Held payments that this person may look at before their own, each the longest held first. */
export const toLookAt = (holds: readonly Wish[]) =>
  [...holds].sort((a, b) => Number(a.hold?.yours ?? false) - Number(b.hold?.yours ?? false));
