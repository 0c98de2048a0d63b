/** Verbs on tickets. `version` is the one on screen; a stale one is refused and changes nothing. */
import { get, post, type PostOptions } from "../api";
import type { CallReason, CustomerClass, Estimate, Language, Need, TicketView } from "../views";
import type { Care, ClassReason } from "./visits";

export interface Issued {
  id: string;
  number: string;
  version: number;
  service: string;
  ahead: number;
  estimate: Estimate;
  counters: string[];
  issued_at: string;
  phone_path?: string;
  phone_url?: string;
  qr_svg?: string;
}

export interface Issue {
  service: string;
  class?: CustomerClass;
  reason?: ClassReason; // of the class
  need?: Need;
  protected?: boolean;
  language?: Language;
  channel?: "kiosk" | "lobby";
  visit?: string;
}

export interface Moved {
  id: string;
  number: string;
  state: TicketView["state"];
  version: number;
}

export interface Called {
  finished?: { id: string; number: string };
  called?: {
    id: string;
    number: string;
    reason: CallReason;
    passed: string[];
    recall_after: string;
    pass_after: string;
  };
  version: number;
}

export type ParkReason = "forms" | "self_service" | "errand" | "rest";
export type RatingWord = "kind" | "clear" | "quick" | "long_wait" | "unclear_guidance" | "surroundings";

const on = (ticket: string, verb: string) => `/api/tickets/${ticket}/${verb}`;
const move =
  (verb: string) =>
  (ticket: string, version: number, options: PostOptions = {}) =>
    post<Moved>(on(ticket, verb), {}, { match: version, ...options });

export const issue = (branch: string, body: Issue, options?: PostOptions) =>
  post<Issued>(`/api/branches/${branch}/tickets`, body, options);
export const issued = (ticket: string) => get<Issued>(`/api/tickets/${ticket}`);
export const printed = (ticket: string, ok: boolean) => post<Moved>(on(ticket, "printed"), { ok });

export const recall = move("recall");
export const arrive = move("arrive");
export const noShow = move("no-show");
export const rejoin = move("rejoin");
export const resume = move("resume");
export const finish = move("finish");
export const reopen = move("reopen");
export const abandon = move("abandon");
export const askRating = move("ask-rating");

export const late = (ticket: string, version: number, minutes: 10 | 20 | 30) =>
  post<Moved>(on(ticket, "late"), { minutes }, { match: version });
export const park = (ticket: string, version: number, reason: ParkReason) =>
  post<Moved>(on(ticket, "park"), { reason }, { match: version });
export const transfer = (ticket: string, version: number, to: { service?: string; counter?: string }) =>
  post<Moved>(on(ticket, "transfer"), to, { match: version });
export const changeService = (ticket: string, version: number, service: string) =>
  post<Moved>(on(ticket, "change-service"), { service }, { match: version });
export const addService = (ticket: string, version: number, service: string) =>
  post<Moved>(on(ticket, "add-service"), { service }, { match: version });
export const mark = (ticket: string, version: number, marks: Care & { emergency?: boolean }) =>
  post<Moved>(on(ticket, "mark"), marks, { match: version });
export const merge = (ticket: string, version: number, into: string) =>
  post<Moved>(on(ticket, "merge"), { into }, { match: version });
export const rate = (ticket: string, version: number, score: number, words: RatingWord[]) =>
  post<Moved>(on(ticket, "rating"), words.length ? { score, words } : { score }, { match: version });
