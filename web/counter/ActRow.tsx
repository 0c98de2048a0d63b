import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Icon, type IconName } from "../staff/icons";
import { Refusal } from "../staff/Refusal";
import type { Act } from "./actions";
import type { PartProps } from "./parts";
import { useWhyNot } from "./why";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";

interface Verb {
  act: Act;
  word: CounterWord;
  icon: IconName;
  hotkey: string;
  press?: () => void;
}

/** Recall, pass, transfer, rating; a verb that must wait shows the seconds inside its button. */
export function ActRow({ acts, verbs, ask }: PartProps) {
  const verb: Verb[] = [
    { act: acts.recall, word: "recall", icon: "sound", hotkey: "R" },
    { act: acts.pass, word: "pass", icon: "personGone", hotkey: "N" },
    {
      act: acts.transfer,
      word: "transfer",
      icon: "swap",
      hotkey: "T",
      press: () => ask({ kind: "transfer" }),
    },
    { act: acts.rate, word: "rate", icon: "star", hotkey: "P" },
  ];
  return (
    <div className="acts-block">
      <div className="acts">
        {verb.map((one) => (
          <ActButton key={one.word} {...one} />
        ))}
      </div>
      <Refusal verbs={verbs} of={["recall", "pass", "transfer", "rate"]} />
    </div>
  );
}

function ActButton({ act, word, icon, hotkey, press }: Verb) {
  const w = useWords(counterWords);
  const whyNot = useWhyNot();
  const wait = act.off === "wait" ? act.wait : undefined;
  return (
    <Btn
      className="btn act"
      onPress={press ?? (() => void act.run())}
      off={whyNot(act)}
      aria-keyshortcuts={hotkey}
    >
      <Icon name={act.done ? "check" : icon} size={18} />
      {w(act.done ? "rateAsked" : word)}
      {wait === undefined ? <kbd>{hotkey}</kbd> : <span className="act-wait">{wait}</span>}
    </Btn>
  );
}
