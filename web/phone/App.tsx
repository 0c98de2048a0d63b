import { useEffect, useState } from "react";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import type { LiveStore } from "../shared/stream";
import type { PhoneState } from "../shared/views";
import { Called } from "./Called";
import { Away } from "./Elsewhere";
import { Ended } from "./Ended";
import { Held } from "./Held";
import { prefs } from "../shared/prefs";
import { Rating } from "./Rating";
import { allowSound, useReminder } from "./remind";
import { Serving } from "./Serving";
import { Sheets } from "./Sheets";
import type { Sheet, Page } from "./parts";
import { useVerb } from "./useVerb";
import { Waiting } from "./Waiting";
import { words } from "./words";

export function App({ stream }: { stream: LiveStore<PhoneState> }) {
  const live = useStore(stream);
  const { large, remind } = useStore(prefs);
  const spoken = useLanguage();
  const w = useWords(words);
  const verb = useVerb(live);
  const [sheet, setSheet] = useState<Sheet>();
  const { state } = live;
  useReminder(state?.ticket, remind);
  useEffect(() => {
    addEventListener("pointerdown", allowSound);
    return () => removeEventListener("pointerdown", allowSound);
  }, []);
  useEffect(() => {
    document.documentElement.classList.toggle("large", large);
  }, [large]);
  useEffect(() => {
    document.title = state ? `${state.ticket.number} · ${state.branch.name[spoken]}` : w("title");
  });

  const dead = live.refused && [401, 403, 404, 410].includes(live.refused.status);
  if (dead) return <Ended kind="over" state={state} />;
  if (!state) {
    return (
      <main className="screen opening">
        <h1>{w("connecting")}</h1>
      </main>
    );
  }
  const page: Page = { live, state, verb, open: setSheet };
  return (
    <>
      {live.line === "cut" && (
        <p className="lost" role="status">
          {w("cut")}
        </p>
      )}
      <Body {...page} />
      <Sheets {...page} sheet={sheet} onClose={() => setSheet(undefined)} />
    </>
  );
}

function Body(page: Page) {
  const { state } = page;
  const { ticket, day } = state;
  switch (ticket.state) {
    case "called":
      return <Called {...page} />;
    case "serving":
      return <Serving {...page} />;
    case "done":
      return <Rating {...page} />;
    case "abandoned":
      return <Ended kind="abandoned" state={state} />;
    default:
      if (day.state === "closed") return <Ended kind="dayOver" state={state} />;
      if (ticket.state === "waiting") return <Waiting {...page} />;
      return ticket.offer?.may_return ? <Away {...page} offer={ticket.offer} /> : <Held {...page} />;
  }
}
