import { useState } from "react";
import { useWords } from "../shared/hooks";
import * as visits from "../shared/verbs/visits";
import { Btn } from "../staff/Btn";
import type { SubjectDialogProps } from "./parts";
import { countNoted, countsHere, sheetOf, STATES } from "../staff/signals";
import { useSubjectName } from "./useSubjectName";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** Things done or said: the eight most used at once, the others by state one tap away. */
export function SignalsPart(props: SubjectDialogProps) {
  const { signals } = props;
  const w = useWords(lobbyWords);
  const [counts] = useState(countsHere); // nothing moves under the thumb while the sheet is open
  const [state, show] = useState<visits.SignalState>();
  const { first, rest } = sheetOf(signals, counts);
  return (
    <>
      <h3 className="cap">{w("signalsTitle")}</h3>
      {signals.length === 0 && <p>{w("signalsNone")}</p>}
      <Signals {...props} label={w("signalsTitle")} shown={first} />
      <div className="tabs" role="group" aria-label={w("signalsMore")}>
        {STATES.filter((each) => rest[each].length > 0).map((each) => (
          <Btn
            key={each}
            className="btn tab"
            aria-pressed={state === each}
            onPress={() => show(state === each ? undefined : each)}
          >
            {w(`state.${each}` as LobbyWord)} <small>{rest[each].length}</small>
          </Btn>
        ))}
      </div>
      {state && <Signals {...props} label={w(`state.${state}` as LobbyWord)} shown={rest[state]} />}
    </>
  );
}

type Props = SubjectDialogProps & { label: string; shown: visits.SignalWord[] };

function Signals({ subject, cut, deeds, label, shown }: Props) {
  const w = useWords(lobbyWords);
  const name = useSubjectName()(subject);
  const tap = ({ code, words: said }: visits.SignalWord) => {
    const noted = subject.signals[code];
    const words = `${w("verb.identify")} ${name} ${said}`;
    if (cut) return noted ? undefined : deeds.keepTap({ what: "signal", visit: subject.visit, code }, words);
    if (noted) return void deeds.act("signal", `${words} ↩`, () => visits.undoSignal(noted));
    const send = () => visits.noteSignal(subject.visit, code);
    const undo = ({ id }: visits.SignalNow) => visits.undoSignal(id);
    return void deeds.act("signal", words, send, undo).then((worked) => worked && countNoted(code));
  };
  return (
    <div className="options signals" role="group" aria-label={label}>
      {shown.map((one) => (
        <Btn
          key={one.code}
          className="option signal"
          aria-pressed={one.code in subject.signals}
          onPress={() => tap(one)}
        >
          {one.words}
        </Btn>
      ))}
    </div>
  );
}
