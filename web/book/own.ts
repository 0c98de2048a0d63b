import type { Words } from "../shared/views";

/** An appointment that was made on this phone. Neither its code nor the number is kept here. */
export interface Own {
  id: string;
  service: Words;
  slot_at: string;
  state: "pending" | "booked";
  made: number; // when, in milliseconds
}

const place = (branch: string) => `tingtang:book:${branch}`;

interface Now {
  today: string; // where the branch is
  dayOf: (moment: string) => string;
  now: number;
  holdMin: number;
}

/** Those of today and later, without those that nobody confirmed in time. */
export function ownBookings(branch: string, { today, dayOf, now, holdMin }: Now): Own[] {
  const held = (own: Own) => own.state === "booked" || now - own.made < holdMin * 60_000;
  return read(branch).filter((own) => dayOf(own.slot_at) >= today && held(own));
}

export function keepOwn(branch: string, own: Own): void {
  const others = read(branch).filter(({ id }) => id !== own.id);
  write(
    branch,
    [...others, own].sort((one, other) => (one.slot_at < other.slot_at ? -1 : 1)),
  );
}

export function forgetOwn(branch: string, id: string): void {
  write(
    branch,
    read(branch).filter((own) => own.id !== id),
  );
}

function read(branch: string): Own[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(branch)) ?? "[]");
    return Array.isArray(kept) ? (kept as Own[]) : [];
  } catch {
    return [];
  }
}

function write(branch: string, all: Own[]): void {
  try {
    localStorage.setItem(place(branch), JSON.stringify(all));
  } catch {
    // private browsing: the message holds the code, and the hotline cancels
  }
}
