import { useLanguage, useWords } from "../shared/hooks";
import type { Page } from "./parts";
import { Bar } from "./Bar";
import { HelpButton } from "./HelpButton";
import { words } from "./words";

export function Serving(page: Page) {
  const { live, state, open } = page;
  const w = useWords(words);
  const spoken = useLanguage();
  const { ticket } = state;
  return (
    <main className="screen plain">
      <header className="head">
        <Bar live={live} />
        <div className="bye">
          <h1>{w("serving")}</h1>
          <p>{[ticket.number, ticket.service.name[spoken]].join("\u3000")}</p>
        </div>
      </header>
      <section className="card big">
        {!w("counter") && <span>{w("goTo")}</span>}
        <b>{ticket.counter}</b>
        {w("counter") && <span>{w("counter")}</span>}
      </section>
      <div className="acts">
        <HelpButton {...page} />
        <button className="btn" onClick={() => open("settings")}>
          {w("display")}
        </button>
      </div>
      <footer className="end">
        <span>{w("foot")}</span>
      </footer>
    </main>
  );
}
