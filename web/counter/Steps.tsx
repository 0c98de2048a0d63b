import { useWords } from "../shared/hooks";
import type { CounterState } from "../shared/views";
import { Icon } from "../staff/icons";
import { inHand, spanOf, stepOf } from "./model";
import { counterWords } from "./words";
import type { CounterWord } from "./words/zh-hans";

const STEPS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The seven steps as a quiet prompt: the one of the moment, and what to say now. The moment ticks them, nobody else. */
export function Steps({ state, now }: { state: CounterState; now: number }) {
  const w = useWords(counterWords);
  const hand = inHand(state);
  const present = stepOf(hand, now);
  const isPast = (step: number) => present !== undefined && step < present;
  const span = hand && spanOf(hand, now);
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
        {sentence()}
        {present !== undefined && present >= 4 && <span>{w("onScreen")}</span>}
      </p>
    </section>
  );

  function sentence(): string {
    if (present === 1) return w("sayWelcome", { number: hand?.number ?? "" });
    if (present === undefined) return w("sayNothing");
    if (present < 4) return w("sayAsk");
    if (!span) return w("sayAsk");
    return span.slow || span.remaining === 0 ? w("sayLonger") : w("sayMinutes", { n: span.remaining });
  }
}
