import { useWords } from "../shared/hooks";
import type { DeskState } from "../shared/views";
import { staffWords } from "../staff/words";
import { whereIs } from "./model";
import { deskWords } from "./words";

/** Where somebody is, in words. */
export function useWhere(): (state: DeskState, place: { ticket?: string; door?: number }) => string {
  const w = useWords(deskWords);
  const s = useWords(staffWords);
  return (state, place) => {
    const where = whereIs(state, place);
    return where.at === "counter" ? s("counter", { n: where.number }) : w(`where.${where.at}`);
  };
}
