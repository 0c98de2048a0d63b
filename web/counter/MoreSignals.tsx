import { useWords } from "../shared/hooks";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { type Sheet, STATES } from "../staff/signals";
import { counterWords } from "./words";

interface Props {
  rest: Sheet["rest"];
  chosen: string | undefined;
  choose: (code: string) => void;
  onClose: () => void;
}

/** The signals that are noted seldom, by when in the visit they show; one tap chooses and closes. */
export function MoreSignals({ rest, chosen, choose, onClose }: Props) {
  const w = useWords(counterWords);
  return (
    <Dialog title={w("referSignal")} onClose={onClose} wide>
      {STATES.filter((state) => rest[state].length > 0).map((state) => (
        <section key={state} className="more-signals">
          <h3 className="cap">{w(`signalState.${state}`)}</h3>
          <div className="more-signals-grid">
            {rest[state].map(({ code, words }) => (
              <Btn
                key={code}
                className="btn refer-signal"
                aria-pressed={code === chosen}
                onPress={() => {
                  choose(code);
                  onClose();
                }}
              >
                {words}
              </Btn>
            ))}
          </div>
        </section>
      ))}
    </Dialog>
  );
}
