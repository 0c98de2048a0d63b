import type { Candidate } from "../shared/verbs/diversion";
import type { SuggestedChange } from "../shared/verbs/suggestions";
import { suggestedNow, type Told } from "../staff/suggest/model";
import { type Deciding, useDeciding } from "../staff/suggest/useDeciding";
import { useSuggestions } from "../staff/suggest/useSuggestions";
import { type SuggestText, useSuggestText } from "../staff/suggest/useSuggestText";
import type { PartProps } from "./parts";
import type { Suggestion as Place } from "./suggesting";

export interface TwinSaid {
  said: Told[];
  services: Record<string, string>; // code → id
  text: SuggestText;
  deciding: Deciding;
}

/** What the twin suggests to the lobby; nothing while the line is cut or without the right. */
export function useTwin({ me, state, cut, deeds }: PartProps): TwinSaid {
  const { heard, again } = useSuggestions(state.branch.id, me.rights.includes("see_twin") && !cut);
  const services = heard?.services ?? {};
  const text = useSuggestText(state, services);
  const deciding = useDeciding(deeds.act, again, state.seats);
  const { taken } = deciding;
  const said = suggestedNow(heard, state.day).filter(({ one }) => one.id !== taken?.id);
  return { said, services, text, deciding };
}

/** Who could be asked, of those whom a diversion means. */
export function meant(
  change: SuggestedChange,
  services: Record<string, string>,
  places: readonly Place[],
): Candidate[] {
  if (change.what !== "divert") return [];
  const people = places.find(({ place }) => place === change.machine)?.people ?? [];
  return people.filter(({ service }) => service === (services[change.service ?? ""] ?? change.service));
}

/** The places that the twin speaks of have no second card. */
export function placesLeft(places: readonly Place[], said: readonly Told[]): Place[] {
  const spoken = new Set(said.map(({ one }) => one.change.machine));
  return places.filter(({ place }) => !spoken.has(place));
}
