import { useState } from "react";
import { useStore } from "../../shared/hooks";
import {
  type TrialAnswer,
  type Trials,
  trialsOf,
  trialsPath,
  type TrialWanted,
} from "../../shared/verbs/trials";
import { useAnswer } from "../../staff/useAnswer";
import { type Asked, asking } from "../asking";

export type AskedTrial = Asked<TrialWanted, TrialAnswer>;

export interface Trying {
  listed: Trials | undefined;
  asked: AskedTrial;
  ask: (wanted: TrialWanted) => void;
}

/** The branch's trials, and the one that is asked for here; the list is read again when it is answered. */
export function useTrials(branch: string): Trying {
  const [questions] = useState(() => asking(trialsOf(branch)));
  const asked = useStore(questions);
  const over = asked.state === "told" || asked.state === "refused";
  const { answer } = useAnswer<Trials>(trialsPath(branch), Number(over));
  return { listed: answer, asked, ask: (wanted) => void questions.ask(wanted) };
}
