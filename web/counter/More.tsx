import { useWords } from "../shared/hooks";
import { counterWords } from "./words";

/** How many a list keeps below its edge, and one press to see them. */
export function More({ n, onPress }: { n: number; onPress: () => void }) {
  const w = useWords(counterWords);
  if (n === 0) return null;
  return (
    <button type="button" className="around-more" onClick={onPress}>
      {w("moreBelow", { n })}
    </button>
  );
}
