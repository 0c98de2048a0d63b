import { useState } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import { Done, Go, Star, StarOutline } from "../shared/icons";
import { rate, type RatingWord } from "../shared/verbs/tickets";
import type { Page } from "./parts";
import { Bar } from "./Bar";
import { Ended } from "./Ended";
import { type Key, words } from "./words";

const SCORES = [1, 2, 3, 4, 5] as const;
const REASONS: RatingWord[] = ["kind", "clear", "quick", "long_wait", "unclear_guidance", "surroundings"];

/** After the service. Nothing is filled in beforehand, and saying nothing is one touch. */
export function Rating(page: Page) {
  const { live, state, verb, open } = page;
  const w = useWords(words);
  const spoken = useLanguage();
  const [score, setScore] = useState(0);
  const [said, setSaid] = useState<RatingWord[]>([]);
  const [skipped, setSkipped] = useState(false);
  const [sent, setSent] = useState(false); // answered, before the stream tells: a second touch is none
  const { ticket } = state;
  if (sent || ticket.rating === "given") return <Ended kind="thanks" state={state} />;
  if (skipped || ticket.rating !== "asked") return <Ended kind="bye" state={state} />;

  const toggle = (word: RatingWord) =>
    setSaid((all) => (all.includes(word) ? all.filter((other) => other !== word) : [...all, word]));

  return (
    <main className="screen">
      <header className="head low">
        <Bar live={live} quiet />
        <div className="bye">
          <h1>{w("done")}</h1>
          <p>
            {[
              ticket.number,
              ticket.service.name[spoken],
              ticket.counter && w("counters", { counters: ticket.counter }),
            ]
              .filter(Boolean)
              .join("\u3000")}
          </p>
        </div>
      </header>
      <section className="card rate">
        <h2>{w("rateTitle")}</h2>
        <fieldset className="stars" role="radiogroup" aria-label={w("rateLabel")}>
          {SCORES.map((each) => (
            <label key={each} className={each <= score ? "on" : ""}>
              <input
                type="radio"
                name="score"
                value={each}
                checked={each === score}
                onChange={() => setScore(each)}
              />
              {each <= score ? <Star /> : <StarOutline />}
              <span className="unseen">{w(`score${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="word" aria-hidden="true">
          {score ? w(`score${score}` as Key) : w("ratePick")}
        </p>
        <div className="why">
          {REASONS.map((word) => (
            <button key={word} aria-pressed={said.includes(word)} onClick={() => toggle(word)}>
              {said.includes(word) && <Done />}
              {w(word)}
            </button>
          ))}
        </div>
        <button
          className="btn primary"
          disabled={verb.off || score === 0}
          onClick={() =>
            void verb.run(async () => {
              await rate(ticket.id, ticket.version, score, said);
              setSent(true);
            })
          }
        >
          {w("submit")}
        </button>
      </section>
      <section className="card list">
        <button className="item" onClick={() => open("voice")}>
          <span>
            <b>{w("voiceTitle")}</b>
            <span>{w("voiceMore", { number: state.branch.hotline })}</span>
          </span>
          <Go className="go" />
        </button>
      </section>
      <footer className="end">
        <nav>
          <button onClick={() => setSkipped(true)}>{w("skip")}</button>
        </nav>
        <span>{w("rateFoot")}</span>
      </footer>
    </main>
  );
}
