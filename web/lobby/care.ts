import type { DoorView, HelpView, LobbyState, TicketView } from "../shared/views";
import { waitingOf } from "../staff/people";
import { minutesSince } from "../shared/clock";

export type CareReason = "emergency" | "help" | "limit" | "protected" | "longest" | "over";

/** One row of 先照顾: a help call or a person, with every reason that put them there. */
export interface CareRow {
  key: string;
  help?: HelpView;
  ticket?: TicketView;
  door?: DoorView; // has no number yet
  minutes: number;
  reasons: CareReason[];
}

export const HELP_SECONDS = 60; // then somebody else is called
const SHOWN_OVER = 3; // of those above the promise, the longest few: a list of all is nobody's list

/** Whom to look after first: help, emergencies, protected people, whoever was passed too often, the longest. */
export function careRows(state: LobbyState, now: number): CareRow[] {
  const waiting = waitingOf(state.tickets);
  const rows: CareRow[] = liveHelp(state.help).map((help) => ({
    key: `help ${help.id}`,
    help,
    minutes: minutesSince(help.asked_at, now),
    reasons: ["help"],
  }));
  const byWait = [...waiting].sort((a, b) => Date.parse(a.issued_at) - Date.parse(b.issued_at));
  const over = byWait
    .filter((ticket) => minutesSince(ticket.issued_at, now) > state.promise_min)
    .slice(0, SHOWN_OVER);
  const people = waiting.map((ticket): CareRow => ({
    key: ticket.id,
    ticket,
    minutes: minutesSince(ticket.issued_at, now),
    reasons: reasonsOf(ticket, byWait[0], over),
  }));
  const doors = Object.values(state.visits)
    .filter((door) => door.protected)
    .map((door): CareRow => {
      const minutes = minutesSince(door.since, now);
      return { key: door.id, door, minutes, reasons: ["protected"] };
    });
  const persons = [...people.filter((row) => row.reasons.length > 0), ...doors];
  return [...rows, ...persons.sort(byUrgency)];
}

/** Calls not closed yet: those nobody answered first, each in the order they came. */
export function liveHelp(help: Record<string, HelpView>): HelpView[] {
  const answered = (call: HelpView) => Number(call.state === "answered");
  return Object.values(help)
    .filter((call) => call.state !== "closed")
    .sort((a, b) => answered(a) - answered(b) || Date.parse(a.asked_at) - Date.parse(b.asked_at));
}

function reasonsOf(ticket: TicketView, longest: TicketView | undefined, over: TicketView[]): CareReason[] {
  const reasons: CareReason[] = [];
  if (ticket.emergency) reasons.push("emergency");
  const cap = ticket.overtake_cap;
  if (cap !== undefined && ticket.overtaken >= cap - 1) reasons.push("limit");
  if (ticket.protected) reasons.push("protected");
  if (over.includes(ticket)) reasons.push(ticket === longest ? "longest" : "over");
  return reasons;
}

const URGENCY: Record<CareReason, number> = {
  emergency: 0,
  help: 1,
  limit: 2,
  protected: 2,
  longest: 3,
  over: 5,
};

/** By the gravest reason; within it whoever waits longer. */
function byUrgency(a: CareRow, b: CareRow): number {
  const grave = (row: CareRow) => Math.min(...row.reasons.map((reason) => URGENCY[reason]));
  return grave(a) - grave(b) || b.minutes - a.minutes;
}
