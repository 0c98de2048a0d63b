import { useWords } from "../shared/hooks";
import type { Card } from "./useCard";
import { words } from "./words";

/** What became of the card that was put in. */
export function CardSaid({ card }: { card: Card }) {
  const w = useWords(words);
  return (
    <p className="card-said" role="status">
      {w(card === "misread" ? "cardMisread" : "cardRead")}
    </p>
  );
}
