/** What the bottom panel suggests until the twin exists: who could be helped elsewhere, place by place. */
import type { Candidate } from "../shared/verbs/diversion";
import type { DiversionPlace, LobbyState } from "../shared/views";

export interface Suggestion {
  key: string;
  place: DiversionPlace;
  people: Candidate[]; // most minutes saved first, as the server orders them
}

const candidateKey = ({ ticket, place }: Pick<Candidate, "ticket" | "place">) => `${ticket} ${place}`;

/** One card a place, without whom the lobby manager set aside and whose number stands elsewhere now. */
export function suggestions(
  candidates: readonly Candidate[],
  state: Pick<LobbyState, "tickets">,
  refused: ReadonlySet<string>,
): Suggestion[] {
  const byPlace = new Map<DiversionPlace, Candidate[]>();
  for (const one of candidates) {
    const ticket = state.tickets[one.ticket];
    const waits = ticket?.state === "waiting" && !ticket.offer && !ticket.protected;
    if (!waits || refused.has(candidateKey(one))) continue;
    byPlace.set(one.place, [...(byPlace.get(one.place) ?? []), one]);
  }
  return [...byPlace].map(([place, people]) => ({ key: place, place, people }));
}

/** Refusing needs no reason, and holds for these people and this place. */
export function setAside(refused: ReadonlySet<string>, { people }: Suggestion): Set<string> {
  return new Set([...refused, ...people.map(candidateKey)]);
}
