import "../shared/reader";
import { useEffect, useState } from "react";

/** What the customer's card has told: the visit that the next number joins, or that it was misread. */
export type Card = { visit: string } | "misread";

export function useCard(): [Card | undefined, () => void] {
  const [card, setCard] = useState<Card>();
  useEffect(() => window.tingtangReader?.listen((visit) => setCard(visit ? { visit } : "misread")), []);
  return [card, () => setCard(undefined)];
}
