import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { lobbyWords } from "./words";

/** Whom a line has no room to draw: a tap lists them. */
export function MoreBehind({ n, onPress }: { n: number; onPress: () => void }) {
  const w = useWords(lobbyWords);
  return (
    <Btn className="more-behind" onPress={onPress} aria-label={w("moreBehind", { n })}>
      +{n}
    </Btn>
  );
}
