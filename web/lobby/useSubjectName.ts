import { useWords } from "../shared/hooks";
import { staffWords } from "../staff/words";
import { lobbyWords } from "./words";

/** How somebody is called on this screen: by number, or by the day's count at the door. */
export function useSubjectName(): (who: { number: string; door?: number | undefined }) => string {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  return ({ number, door }) => number || (door === undefined ? s("withoutNumber") : w("atDoor", { n: door }));
}
