/** Verbs on counters. `version` is the seat's on screen: two clicks never call two people. */
import { post, type PostOptions } from "../api";
import type { SeatState } from "../views";
import type { Called, Moved } from "./tickets";

export interface Seated {
  counter: string;
  state: SeatState;
  version: number;
  staff?: string;
}

export type PauseReason = "lunch" | "break" | "errand" | "preparing" | "cash" | "system";

const at = (counter: string, verb: string) => `/api/counters/${counter}/${verb}`;
const move = (verb: string) => (counter: string, version: number) =>
  post<Seated>(at(counter, verb), {}, { match: version });

/** Finishes the service in hand and calls the next, in one turn. */
export const callNext = (counter: string, version: number, options: PostOptions = {}) =>
  post<Called>(at(counter, "call-next"), {}, { match: version, ...options });
export const callChosen = (counter: string, version: number, ticket: string, reason: string) =>
  post<Called>(at(counter, "call"), { ticket, reason }, { match: version });
export const serveWithoutTicket = (counter: string, version: number, service: string) =>
  post<Moved>(at(counter, "serve"), { service }, { match: version });

export const take = move("take");
export const leave = move("leave");
export const open = move("open");
export const close = move("close");
export const pause = (counter: string, version: number, reason: PauseReason) =>
  post<Seated>(at(counter, "pause"), { reason }, { match: version });
export const handOver = (counter: string, version: number, staff: string) =>
  post<Seated>(at(counter, "hand-over"), { staff }, { match: version });
/** Asks who sits there, else `staff`, else whoever is free, to work a counter that calls nobody. */
export const summon = (counter: string, version: number, staff?: string) =>
  post<object>(at(counter, "summon"), staff ? { staff } : {}, { match: version });
export const declineSummons = (counter: string, version: number) =>
  post<object>(at(counter, "decline-summons"), {}, { match: version });
/** The desk will be free in so many minutes. */
export const sayUntil = (counter: string, version: number, minutes: number) =>
  post<object>(at(counter, "until"), { minutes }, { match: version });
