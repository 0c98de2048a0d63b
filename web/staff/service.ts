import type { TicketView } from "../shared/views";
import { minutesSince } from "../shared/clock";

/** A service in hand against what such services take. */
export interface Progress {
  minutes: number;
  expected?: number; // whole minutes, half of such services are done by then
  filled: number; // 0–1 of the bar
  tick?: number; // 0–1: where the expected end lies, only when it has passed
  overBy: number; // whole minutes above the expected, 0 when within
}

export function progressOf(ticket: TicketView, now: number): Progress | undefined {
  if (!ticket.started_at) return undefined;
  const minutes = minutesSince(ticket.started_at, now);
  const expected = ticket.expected && Math.max(1, Math.round(ticket.expected.p50));
  if (!expected) return { minutes, filled: 0, overBy: 0 };
  if (minutes <= expected) {
    return { minutes, expected, filled: Math.min(1, minutes / expected), overBy: 0 };
  }
  return { minutes, expected, filled: 1, tick: expected / minutes, overBy: minutes - expected };
}
