import { useWords } from "../../shared/hooks";
import type { Trial } from "../../shared/verbs/trials";
import { Icon } from "../../staff/icons";
import { refusalText } from "../../staff/refusal";
import { Tried } from "./Tried";
import type { AskedTrial } from "./useTrials";
import { trialWords } from "./words";
import type { TrialWord } from "./words/zh-hans";

interface Props {
  asked: AskedTrial;
  before: Trial | undefined; // what was found earlier, until something new is asked
}

/** What becomes of the trial that was asked for; else an earlier one. */
export function TriedNow({ asked, before }: Props) {
  const w = useWords(trialWords);
  if (asked.state === "waiting") return <p className="tried-hint">{w("running")}</p>;
  if (asked.state === "told") return <Tried answer={asked.answer} />;
  if (asked.state === "refused") return <Why why={whyOf(w, asked.code)} />;
  if (asked.state === "late") return <Why why={w("late")} />;
  if (asked.state === "problem") return <Why why={refusalText(asked.problem)} />;
  if (!before) return null;
  if (!before.answer) return <p className="tried-hint">{w("running")}</p>;
  return "refused" in before.answer ? (
    <Why why={whyOf(w, before.answer.refused)} />
  ) : (
    <Tried answer={before.answer} />
  );
}

function whyOf(w: ReturnType<typeof useWords<keyof typeof trialWords.en>>, code: string): string {
  const key = `refused.${code}`;
  return w((key in trialWords["zh-Hans"] ? key : "refused.other") as TrialWord);
}

function Why({ why }: { why: string }) {
  return (
    <p className="refusal">
      <Icon name="alert" size={16} />
      {why}
    </p>
  );
}
