import { useNow } from "../shared/hooks";

const ROUND = 15_000;

/** Another number each quarter minute and whenever `asked` changes: when to ask for what others change, too. */
export function useRounds(asked: number): number {
  return Math.floor(useNow(ROUND) / ROUND) * 1000 + (asked % 1000);
}
