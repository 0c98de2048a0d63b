import { useMemo } from "react";
import { holdsPath, type Wish } from "../../shared/verbs/cash";
import { useAnswer } from "../useAnswer";
import { useRounds } from "../useRounds";
import { toLookAt } from "./model";

const NONE: readonly Wish[] = [];

/** The payments that wait for a supervisor, asked for again each quarter minute and when `asked` changes. */
export function useHolds(branch: string, wanted: boolean, asked: number): readonly Wish[] {
  const round = useRounds(asked);
  const { answer } = useAnswer<{ holds?: Wish[] }>(wanted ? holdsPath(branch) : undefined, round);
  return useMemo(() => (answer?.holds ? toLookAt(answer.holds) : NONE), [answer]);
}
