import type { DayState, LobbyState, TicketView } from "../shared/views";
import { freeCounterFor, freeDesks } from "./asks";
import type { Subject } from "./subject";

/** The rail under the thumb; what is done less often lies one tap further. */
export type RailVerb = "greet" | "identify" | "guide" | "divert" | "refer" | "help";
export type MoreVerb =
  "issue" | "cash" | "join" | "card" | "emergency" | "return" | "transfer" | "merge" | "abandon";
export type Verb = RailVerb | MoreVerb;

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
  | "numbers_stopped"
  | "no_number"
  | "greeted"
  | "declined"
  | "nobody_waits";

/** Nothing is proposed, for this reason; but the customer may ask for it of their own accord. */
export type Unoffered = "protected" | "counter_free";

export interface Offered<Of extends Verb = Verb> {
  verb: Of;
  hindrance?: Hindrance;
  unoffered?: Unoffered;
  /** What `return` means for this person. */
  way?: "rejoin" | "resume" | "park";
}

export const RIGHTS_OF: Record<Verb, readonly string[]> = {
  greet: ["greet"],
  identify: ["note_signal", "mark_care", "mark_ticket"],
  guide: ["guide"],
  divert: ["offer_diversion"],
  refer: ["refer"],
  help: ["ask_help"],
  issue: ["issue_ticket"],
  cash: ["book"],
  join: ["mark_ticket"],
  card: ["refer"],
  emergency: ["put_first"],
  return: ["move_ticket"],
  transfer: ["move_ticket"],
  merge: ["move_ticket"],
  abandon: ["move_ticket"],
};

const RAIL: RailVerb[] = ["greet", "identify", "guide", "divert", "refer", "help"];
const MORE: MoreVerb[] = [
  "issue",
  "cash",
  "join",
  "card",
  "return",
  "transfer",
  "emergency",
  "merge",
  "abandon",
];

export interface Situation {
  state: Pick<LobbyState, "day" | "tickets" | "seats">;
  subject?: Subject;
  cut: boolean;
  rights: readonly string[];
}

/** The rail: verbs without the right are absent, verbs that cannot be done now stay with their reason. */
export function offered(situation: Situation): Offered<RailVerb>[] {
  return permitted(RAIL, situation.rights).map((verb) => {
    const hindrance = railHindrance(verb, situation);
    const unoffered = verb === "divert" && !hindrance ? whyUnoffered(situation) : undefined;
    return { verb, ...(hindrance ? { hindrance } : {}), ...(unoffered ? { unoffered } : {}) };
  });
}

/** What lies one tap further, for the same person. */
export function offeredMore(situation: Situation): Offered<MoreVerb>[] {
  const verbs = MORE.filter((verb) => verb !== "join" || situation.subject?.door !== undefined);
  return permitted(verbs, situation.rights).map((verb) => {
    const hindrance = moreHindrance(verb, situation);
    return {
      verb,
      ...(hindrance ? { hindrance } : {}),
      ...(verb === "return" ? { way: wayBack(situation.subject?.ticket) } : {}),
    };
  });
}

function permitted<Of extends Verb>(verbs: Of[], rights: readonly string[]): Of[] {
  return verbs.filter((verb) => RIGHTS_OF[verb].some((right) => rights.includes(right)));
}

function wayBack(ticket: TicketView | undefined): "rejoin" | "resume" | "park" {
  if (ticket?.state === "missed") return "rejoin";
  return ticket?.state === "parked" ? "resume" : "park";
}

function railHindrance(verb: RailVerb, { subject, cut }: Situation): Hindrance | undefined {
  if (verb === "help") return undefined;
  if (verb === "greet") return greetHindrance(subject);
  if (!subject) return "choose";
  if (verb === "identify") return undefined; // kept on this tablet while the line is cut
  if (cut) return "cut";
  if (verb === "refer" && subject.refused) return "declined"; // until they ask themselves: guide them
  if (verb === "divert") return divertHindrance(subject.ticket);
  return undefined;
}

/** Unchosen it takes whoever came first, or begins a visit at the door; kept while the line is cut. */
function greetHindrance(subject: Subject | undefined): Hindrance | undefined {
  if (!subject) return undefined;
  return subject.ticket?.greeted || subject.door !== undefined ? "greeted" : undefined;
}

function divertHindrance(ticket: TicketView | undefined): Hindrance | undefined {
  if (!ticket?.number) return "no_number";
  if (ticket.offer) return undefined;
  if (ticket.state === "serving") return "in_service";
  if (ticket.state === "called") return "called";
  if (ticket.state === "missed") return "missed";
  return ticket.state === "parked" ? "parked" : undefined;
}

/** Guards that the server runs in the turn, too: this only says beforehand what it will say. */
function whyUnoffered({ state, subject }: Situation): Unoffered | undefined {
  const ticket = subject?.ticket;
  if (!ticket || ticket.offer) return undefined;
  if (ticket.protected) return "protected";
  return freeCounterFor(state, ticket) ? "counter_free" : undefined;
}

function moreHindrance(verb: MoreVerb, { state, subject, cut }: Situation): Hindrance | undefined {
  if (verb === "issue") return cut ? "cut" : stopped(state.day.state);
  if (verb === "cash") return cut ? "cut" : undefined;
  if (!subject) return "choose";
  if (cut) return "cut";
  const { ticket } = subject;
  if (verb === "card") return undefined;
  if (verb === "join") return withNumber(state.tickets).length === 0 ? "nobody_waits" : undefined;
  return ticket ? moveHindrance(verb, state, ticket) : "no_number";
}

function stopped(day: DayState): Hindrance | undefined {
  return day === "before" || day === "open" ? undefined : "numbers_stopped";
}

type Move = Exclude<MoreVerb, "issue" | "cash" | "join" | "card">;
function moveHindrance(
  verb: Move,
  state: Pick<LobbyState, "tickets">,
  chosen: TicketView,
): Hindrance | undefined {
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
  return withNumber(tickets).filter(({ id }) => id !== chosen.id);
}

/** Everybody whose number still counts. */
export function withNumber(tickets: Record<string, TicketView>): TicketView[] {
  return Object.values(tickets)
    .filter(({ state, number }) => number !== "" && (state === "waiting" || state === "parked"))
    .sort((a, b) => a.number.localeCompare(b.number));
}

/** Who can receive somebody now: said under 推荐. */
export function nearestAdviser(state: Pick<LobbyState, "seats">): string | undefined {
  return freeDesks(state)[0]?.staff?.name;
}
