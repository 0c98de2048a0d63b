/** Verbs on offers of another place. */
import { post } from "../api";
import type { DiversionPlace } from "../views";

export interface Offered {
  state: "offered" | "not_offered";
  place?: DiversionPlace;
  where?: string;
  why_not?: "protected" | "counter_free" | "table" | "no_place";
}

const at = (offer: string, verb: string) => `/api/offers/${offer}/${verb}`;

export const offer = (ticket: string, version: number) =>
  post<Offered>(`/api/tickets/${ticket}/offer`, {}, { match: version });
export const answer = (id: string, version: number, said: "accept" | "decline") =>
  post<object>(at(id, "answer"), { answer: said }, { match: version });
export const withdraw = (id: string, version: number) =>
  post<object>(at(id, "withdraw"), {}, { match: version });
