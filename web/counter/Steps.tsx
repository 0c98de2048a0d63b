import type { Me } from "../shared/api";
import { useLanguage, useWords } from "../shared/hooks";
import type { CounterState } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Icon } from "../staff/icons";
import { SaidButton } from "../staff/SaidButton";
import { useSentence } from "../staff/useSentence";
import { inHand, occasionOf, reopenSeconds, spanOf, stepOf } from "./model";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";

const STEPS = [1, 2, 3, 4, 5, 6, 7] as const;

interface Props {
  me: Me;
  state: CounterState;
  cut: boolean;
  now: number;
  handled: boolean; // the teller said that the business itself is done
  rated: boolean; // and was asked for: it is being handed back
  onHandled: () => void;
}

/**
 * The seven steps as a quiet prompt: the one of the moment, and what may be said now. What happens
 * anyway ticks them; that the business itself is done may be said in one tap, and need not be.
 */
export function Steps({ me, state, cut, now, handled, rated, onHandled }: Props) {
  const w = useWords(counterWords);
  const spoken = useLanguage();
  const hand = inHand(state);
  const leaving = !hand && reopenSeconds(state, now) > 0;
  const present = leaving ? 7 : stepOf(hand, now, { handled, rated });
  const told = useSentence(state.branch.id, occasionOf(state, present));
  const isPast = (step: number) => present !== undefined && step < present;
  const span = hand && spanOf(hand, now);
  const suggested = span?.slow ? undefined : told;
  return (
    <section className="card steps fades" aria-label={w("steps")}>
      <ol>
        {STEPS.map((step) => (
          <li
            key={step}
            className={step === present ? "step-now" : isPast(step) ? "step-past" : ""}
            aria-current={step === present ? "step" : undefined}
          >
            <i>{isPast(step) ? <Icon name="check" size={14} /> : step}</i>
            <b>{w(`step.${step}` as CounterWord)}</b>
          </li>
        ))}
      </ol>
      <p>
        <Icon name="sound" size={18} />
        {suggested ? <q lang={suggested.language}>{suggested.first.said}</q> : sentence()}
        {suggested ? (
          <>
            <span className="grow" title={suggested.why}>
              {suggested.language === spoken ? aside(suggested.why) : suggested.first.text}
            </span>
            <SaidButton
              me={me}
              branch={state.branch.id}
              told={suggested}
              cut={cut}
              className="btn btn-quiet steps-done"
            />
          </>
        ) : (
          present !== undefined && present >= 4 && present < 7 && <span>{w("onScreen")}</span>
        )}
        {present === 4 && (
          <Btn className="btn btn-quiet steps-done" onPress={onHandled} title={w("handledHow")}>
            <Icon name="check" />
            {w("handled")}
          </Btn>
        )}
      </p>
    </section>
  );

  /** While the business is done, how long it takes still; else why the table suggests this. */
  function aside(why: string): string {
    return present === 4 && span?.remaining ? w("asideMinutes", { n: span.remaining }) : why;
  }

  function sentence(): string {
    if (present === 1) return w("sayWelcome", { number: hand?.number ?? "" });
    if (present === undefined) return w("sayNothing");
    if (present === 5) return w("sayRefer");
    if (present === 6) return w("sayHandBack");
    if (present === 7) return w("sayFarewell");
    if (present < 4) return w("sayAsk");
    if (!span) return w("sayAsk");
    return span.slow || span.remaining === 0 ? w("sayLonger") : w("sayMinutes", { n: span.remaining });
  }
}
