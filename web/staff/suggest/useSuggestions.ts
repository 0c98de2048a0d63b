import { useState } from "react";
import { type Suggested, suggestionsPath } from "../../shared/verbs/suggestions";
import { useAnswer } from "../useAnswer";
import { useRounds } from "../useRounds";

export interface Heard {
  heard: Suggested | undefined;
  again: () => void; // something was decided here
}

/** What the twin suggests, asked for each quarter minute while `wanted`; else nothing is told. */
export function useSuggestions(branch: string, wanted: boolean): Heard {
  const [asked, count] = useState(0);
  const round = useRounds(asked);
  const { answer } = useAnswer<Partial<Suggested>>(wanted ? suggestionsPath(branch) : undefined, round);
  const { suggestions, ...more } = answer ?? {};
  const heard = wanted && suggestions ? { ...more, suggestions } : undefined;
  return { heard, again: () => count((n) => n + 1) };
}
