import { useWords } from "../shared/hooks";
import { staffWords } from "../staff/words";
import { deskWords } from "./words";

interface Somebody {
  number?: string;
  door?: number;
}

/**
 * How somebody is named on this screen: by number, by how they want to be addressed where that is
 * known and wanted, by their count at the door, or not at all.
 */
export function useWhom(): (somebody: Somebody, form?: string) => string {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  return ({ number, door }, form) =>
    number || form || (door === undefined ? s("withoutNumber") : w("atDoorCount", { n: door }));
}
