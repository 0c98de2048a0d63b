import { useLanguage, useWords } from "../shared/hooks";
import { ARROWS } from "../shared/icons";
import type { Page } from "./parts";
import { Bar } from "./Bar";
import { HelpButton } from "./HelpButton";
import { words } from "./words";

/** The one loud screen. */
export function Called(page: Page) {
  const { live, state, verb, open } = page;
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket } = state;
  const Arrow = ticket.call?.direction && ARROWS[ticket.call.direction];
  const area = ticket.call?.area?.[spoken];
  return (
    <main className="screen called">
      <Bar live={live} />
      <section className="turn" aria-live="assertive">
        <h1>{w("turn")}</h1>
        <div className="n">{ticket.number}</div>
        <div className="to">
          <span>{w("goTo")}</span>
          <b className={(ticket.counter?.length ?? 0) > 1 ? "long" : ""}>{ticket.counter}</b>
          {w("counter") && <span>{w("counter")}</span>}
        </div>
        {(Arrow || area) && (
          <p className="way">
            {Arrow && <Arrow />}
            {area}
          </p>
        )}
      </section>
      <p className="keep">{w("keep")}</p>
      <div className="two">
        {ticket.late_left > 0 && (
          <button className="btn" disabled={verb.off} onClick={() => open("late")}>
            {w("late")}
          </button>
        )}
        <HelpButton {...page} />
      </div>
    </main>
  );
}
