/** 来了: confirmed VIP customers, appointments, and whoever said or did something that matters today. */
import { minutesSince } from "../shared/clock";
import type { CameView, LobbyState, TicketView } from "../shared/views";
import { byArrival } from "../staff/people";
import type { SignalWord } from "../shared/verbs/visits";

export interface CameRow {
  key: string;
  subject: string; // what is chosen: the ticket's id, or the visit's
  kind: "vip" | "booked" | "potential";
  came?: CameView;
  ticket?: TicketView;
  number: string;
  door?: number;
  minutes: number;
  signals: string[]; // codes
}

const HERE = new Set<TicketView["state"]>(["waiting", "parked", "called"]);

/** VIP customers first, then appointments, then the potential ones; in each whoever came first. */
export function cameRows(state: LobbyState, now: number): CameRow[] {
  const seen = new Set<string>();
  const vips = Object.values(state.came)
    .filter(({ ticket }) => ticket === undefined || HERE.has(state.tickets[ticket]?.state ?? "done"))
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since))
    .map((came): CameRow => {
      seen.add(came.visit);
      const ticket = came.ticket === undefined ? undefined : state.tickets[came.ticket];
      return {
        key: came.visit,
        subject: ticket?.id ?? came.visit,
        kind: "vip",
        came,
        ...(ticket ? { ticket } : {}),
        number: came.number ?? "",
        ...(came.door === undefined ? {} : { door: came.door }),
        minutes: minutesSince(came.since, now),
        signals: [],
      };
    });
  return [...vips, ...numbered(state, now, seen), ...atDoor(state, now, seen)];
}

function numbered(state: LobbyState, now: number, seen: Set<string>): CameRow[] {
  const rows = byArrival(Object.values(state.tickets))
    .filter((ticket) => HERE.has(ticket.state) && !seen.has(ticket.visit))
    .flatMap((ticket): CameRow[] => {
      const kind =
        ticket.class === "vip"
          ? "vip"
          : ticket.booked
            ? "booked"
            : ticket.class === "potential"
              ? "potential"
              : undefined;
      if (!kind) return [];
      return [
        {
          key: ticket.visit,
          subject: ticket.id,
          kind,
          ticket,
          number: ticket.number,
          minutes: minutesSince(ticket.issued_at, now),
          signals: Object.keys(ticket.signals ?? {}),
        },
      ];
    });
  const rank = { vip: 0, booked: 1, potential: 2 };
  return rows.sort((a, b) => rank[a.kind] - rank[b.kind]);
}

function atDoor(state: LobbyState, now: number, seen: Set<string>): CameRow[] {
  return Object.values(state.visits)
    .filter(({ id, class: kind }) => kind !== "ordinary" && !seen.has(id))
    .map((visit) => ({
      key: visit.id,
      subject: visit.id,
      kind: visit.class === "vip" ? "vip" : "potential",
      number: "",
      door: visit.door,
      minutes: minutesSince(visit.since, now),
      signals: Object.keys(visit.signals),
    }));
}

/** The strongest that was said or done, in words; why somebody is thought of as potential. */
export function strongest(
  codes: readonly string[],
  catalogue: readonly SignalWord[],
): SignalWord | undefined {
  return catalogue
    .filter(({ code }) => codes.includes(code))
    .reduce<SignalWord | undefined>(
      (best, one) => (best && best.strength >= one.strength ? best : one),
      undefined,
    );
}
