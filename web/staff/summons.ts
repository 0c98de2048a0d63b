/** Whom a change of the twin asks to which counter. Pure. */
import type { SeatView } from "../shared/views";

type Seats = Record<string, SeatView>;
interface Change {
  what: string;
  counter?: string;
  other?: string;
}

export interface Summons {
  seat: SeatView; // where they are to work
  staff?: { id: string; name: string }; // without: whoever is free
}

/** Undefined where nobody has to be asked. */
export function summonsOf({ what, counter, other }: Change, seats: Seats): Summons | undefined {
  const numbered = (number = "") => Object.values(seats).find((seat) => seat.number === number);
  const [from, to] = what === "move" ? [numbered(counter), numbered(other)] : [undefined, numbered(counter)];
  const staff = what === "move" ? from?.staff : to?.staff;
  if (!to || !["open", "move"].includes(what) || (what === "move" && !staff)) return undefined;
  return { seat: to, ...(staff && { staff: { id: staff.id, name: staff.name } }) };
}

export type Answered = "asked" | "declined" | "open" | "over";

/** What became of a summons: a seat that is asked no more, and is not open, was not answered. */
export function answeredBy({ state, summons }: SeatView, now: number): Answered {
  if (state === "open") return "open";
  if (!summons || Date.parse(summons.until) <= now) return "over";
  return summons.declined ? "declined" : "asked";
}

/** The counter that somebody is asked to work, of those on screen. */
export function askedOf(
  me: string | undefined,
  seats: readonly SeatView[],
  now: number,
): SeatView | undefined {
  return seats.find(
    ({ summons }) =>
      summons?.staff && summons.staff.id === me && !summons.declined && Date.parse(summons.until) > now,
  );
}
