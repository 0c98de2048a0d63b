import { useEffect, useState } from "react";
import { get } from "../shared/api";
import { useLanguage } from "../shared/hooks";
import type { TicketView } from "../shared/views";
import type { Step } from "./model";

export interface Suggestion {
  text: string;
  why: string;
}

interface Suggested {
  why: string;
  scripts: { text: string }[];
}

const MOMENTS: Partial<Record<Step, string>> = { 5: "recommend", 6: "hand_back" };

/** An approved sentence for the moment, from the service on and never before; none where there is none. */
export function useSuggestion(
  branch: string,
  hand: TicketView | undefined,
  step: Step | undefined,
): Suggestion | undefined {
  const spoken = useLanguage();
  const [told, setTold] = useState<Suggestion & { of: string }>();
  const serving = hand?.state === "serving" ? hand.id : undefined;
  const moment = (step && MOMENTS[step]) ?? "process";
  const path = serving && `/api/branches/${branch}/suggestion?ticket=${serving}&moment=${moment}`;
  const of = path && `${path} ${spoken}`;
  useEffect(() => {
    if (!path || !of) return;
    let gone = false;
    get<Suggested>(path)
      .then(({ why, scripts: [first] }) => !gone && first && setTold({ text: first.text, why, of }))
      .catch(() => undefined); // a prompt less: the service goes on
    return () => {
      gone = true;
    };
  }, [path, of]);
  return told && told.of === of ? told : undefined;
}
