import { type Column, columnsIn } from "./plan";
import { byArrival, isWorking } from "../staff/people";
import type { LobbyState, SeatView, ServiceView, TicketView, ZoneView } from "../shared/views";

/** The people who wait in one place of the hall, and for what. */
export interface Line {
  zone: string; // "" where no zone of the plan serves them
  services: ServiceView[]; // whose home is here, in the kiosk's order
  people: TicketView[];
}

/**
 * Who stands under which counters. A number held for a counter waits there; a VIP customer waits in
 * the VIP room where one of its seats is at work; everybody else where most open seats serve them.
 */
export function linesOf(state: Pick<LobbyState, "zones" | "seats" | "services" | "tickets">): Line[] {
  const seats = Object.values(state.seats);
  const homes = new Map<string, string>();
  for (const service of Object.values(state.services)) homes.set(service.id, homeOf(service, seats, state));
  const lines = new Map<string, Line>();
  for (const service of ordered(state.services)) {
    lineAt(lines, homes.get(service.id) ?? "").services.push(service);
  }
  for (const ticket of byArrival(Object.values(state.tickets))) {
    if (ticket.state !== "waiting") continue;
    lineAt(lines, placeOf(ticket, seats, state, homes)).people.push(ticket);
  }
  return [...lines.values()];
}

function ordered(services: Record<string, ServiceView>): ServiceView[] {
  return Object.values(services).sort((a, b) => a.order - b.order);
}

function lineAt(lines: Map<string, Line>, zone: string): Line {
  let line = lines.get(zone);
  if (!line) {
    line = { zone, services: [], people: [] };
    lines.set(zone, line);
  }
  return line;
}

function placeOf(
  ticket: TicketView,
  seats: SeatView[],
  state: Pick<LobbyState, "zones" | "seats">,
  homes: Map<string, string>,
): string {
  const kept = ticket.counter ? state.seats[ticket.counter] : undefined;
  if (kept) return kept.zone;
  if (ticket.class === "vip") {
    const room = seats.find(
      (seat) => seat.kind === "vip" && isWorking(seat) && seat.services.includes(ticket.service),
    );
    if (room) return room.zone;
  }
  return homes.get(ticket.service) ?? "";
}

/** What each zone is for, by the sign that its services carry on the kiosk. */
const MEANT_FOR: Partial<Record<ServiceView["icon"], ZoneView["kind"]>> = {
  cash: "cash",
  card: "noncash",
  exchange: "noncash",
  company: "corporate",
  wealth: "rm",
  loan: "rm",
};

/** Where a service is at home: the zone meant for it if a seat there does it, else where most seats do. */
function homeOf(service: ServiceView, seats: SeatView[], state: Pick<LobbyState, "zones">): string {
  const score = new Map<string, number>();
  for (const seat of seats) {
    const zone = state.zones[seat.zone];
    if (!zone || !seat.services.includes(service.id)) continue;
    const meant = zone.kind === MEANT_FOR[service.icon] ? 100 : 0;
    const points = seat.kind === "vip" ? 0.1 : isWorking(seat) ? 1.5 : 1;
    score.set(zone.id, Math.max(score.get(zone.id) ?? 0, meant) + points);
  }
  let home = "";
  let best = 0;
  for (const [zone, points] of score) {
    if (points > best) [home, best] = [zone, points];
  }
  return home;
}

/** The lines that stand in the waiting area, from left to right, and how they share it. */
export function waitingColumns(
  area: { x: number; w: number },
  lines: Line[],
  zones: LobbyState["zones"],
): (Column & { line: Line })[] {
  const shown = lines
    .filter((line) => line.people.length > 0 || isOver(area, zones[line.zone]))
    .sort((a, b) => (zones[a.zone]?.x ?? 100) - (zones[b.zone]?.x ?? 100));
  const columns = columnsIn(
    area,
    shown.map((line) => ({ home: zones[line.zone], people: line.people.length })),
  );
  return shown.flatMap((line, at) => (columns[at] ? [{ ...columns[at], line }] : []));
}

/** An empty line is drawn only where its counters stand above the waiting area. */
function isOver(area: { x: number; w: number }, zone: ZoneView | undefined): boolean {
  return zone !== undefined && zone.x >= area.x - 2 && zone.x + zone.w <= area.x + area.w + 2;
}
