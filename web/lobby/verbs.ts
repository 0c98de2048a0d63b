import type { DayState, LobbyState, TicketView } from "../shared/views";

export type Verb = "issue" | "identify" | "emergency" | "return" | "transfer" | "merge" | "abandon" | "help";

/** Why a verb cannot be done now; the rail shows it in words under the grey verb. */
export type Hindrance =
  | "choose"
  | "cut"
  | "in_service"
  | "called"
  | "parked"
  | "missed"
  | "emergency_already"
  | "alone"
  | "numbers_stopped";

export interface Offered {
  verb: Verb;
  hindrance?: Hindrance;
  /** What `return` means for this person. */
  way?: "rejoin" | "resume" | "park";
}

export const RIGHT_OF: Record<Verb, string> = {
  issue: "issue_ticket",
  identify: "mark_ticket",
  emergency: "put_first",
  return: "move_ticket",
  transfer: "move_ticket",
  merge: "move_ticket",
  abandon: "move_ticket",
  help: "ask_help",
};

const ORDER: Verb[] = ["issue", "identify", "emergency", "return", "transfer", "merge", "abandon", "help"];

export interface Situation {
  state: Pick<LobbyState, "day" | "tickets">;
  chosen?: TicketView;
  cut: boolean;
  rights: readonly string[];
}

/** The rail: verbs without the right are absent, verbs that cannot be done now stay with their reason. */
export function offered({ state, chosen, cut, rights }: Situation): Offered[] {
  return ORDER.filter((verb) => rights.includes(RIGHT_OF[verb])).map((verb) => {
    const hindrance = hindranceOf(verb, state, chosen, cut);
    return {
      verb,
      ...(hindrance ? { hindrance } : {}),
      ...(verb === "return" ? { way: wayBack(chosen) } : {}),
    };
  });
}

function wayBack(chosen: TicketView | undefined): "rejoin" | "resume" | "park" {
  if (chosen?.state === "missed") return "rejoin";
  return chosen?.state === "parked" ? "resume" : "park";
}

function hindranceOf(
  verb: Verb,
  state: Situation["state"],
  chosen: TicketView | undefined,
  cut: boolean,
): Hindrance | undefined {
  if (verb === "help") return undefined;
  if (verb === "issue") return cut ? "cut" : stopped(state.day.state);
  if (!chosen) return "choose";
  if (verb === "identify") return undefined; // kept on this tablet while the line is cut
  if (cut) return "cut";
  return moveHindrance(verb, state, chosen);
}

function stopped(day: DayState): Hindrance | undefined {
  if (day === "before" || day === "open") return undefined;
  return "numbers_stopped";
}

function moveHindrance(verb: Verb, state: Situation["state"], chosen: TicketView): Hindrance | undefined {
  if (chosen.state === "serving") return "in_service";
  if (chosen.state === "called" && verb !== "abandon") return "called";
  if (verb === "emergency") {
    if (chosen.emergency) return "emergency_already";
    if (chosen.state === "missed") return "missed";
    if (chosen.state === "parked") return "parked";
  }
  if (verb === "transfer" && chosen.state === "missed") return "missed";
  if (verb === "merge" && mergeTargets(state.tickets, chosen).length === 0) return "alone";
  return undefined;
}

/** Whom a duplicate may be merged into: anybody else whose number still counts. */
export function mergeTargets(tickets: Record<string, TicketView>, chosen: TicketView): TicketView[] {
  return Object.values(tickets)
    .filter((ticket) => ticket.id !== chosen.id && (ticket.state === "waiting" || ticket.state === "parked"))
    .sort((a, b) => a.number.localeCompare(b.number));
}
