import { hourMinute } from "../shared/clock";
import { useLanguage, useStore, useWords } from "../shared/hooks";
import { language } from "../shared/language";
import type { LogView } from "../shared/views";
import { useCodeWord } from "../staff/codes";
import { staffWords } from "../staff/words";
import { Refusal } from "../staff/Refusal";
import type { PartProps } from "./parts";
import { PendingList } from "./PendingList";
import { DoneLine } from "./UndoLine";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** What was just done, here and in the whole hall; a verb can be taken back for six seconds. */
export function JustNow({ state, deeds, verbs, cut }: PartProps) {
  const w = useWords(lobbyWords);
  const { done, pending } = useStore(deeds);
  const s = useWords(staffWords);
  const spoken = useLanguage();
  const word = useCodeWord();
  const zone = state.branch.zone;
  const sentence = ({ what, number, counter, service, state: now = "" }: LogView) =>
    w(`log.${what}` as LobbyWord, {
      number: number ?? s("withoutNumber"),
      counter: counter ?? "",
      service: state.services[service ?? ""]?.name[spoken] ?? "",
      state: word(what.startsWith("seat") ? "seat" : "day", now),
    });
  const lines = state.log.filter(({ what }) => `log.${what}` in lobbyWords[language.get()]);
  return (
    <section className="card just">
      <header>
        <h2>{w("justNow")}</h2>
        <span className="grow" />
        <Refusal verbs={verbs} of={["undo", "greet", "help"]} />
        <span className="sub">{w("automatic")}</span>
      </header>
      {done.map((one) => (
        <DoneLine key={one.until} done={one} deeds={deeds} />
      ))}
      {pending.length > 0 && !cut && <PendingList {...{ pending, zone }} onDismiss={deeds.dismiss} />}
      {lines.length === 0 && done.length === 0 && <p className="empty">{w("logEmpty")}</p>}
      <ol className="log" tabIndex={0} aria-label={w("automatic")}>
        {lines.map((line) => (
          <li key={line.sequence}>
            <time>{hourMinute(line.at, zone)}</time>
            {sentence(line)}
          </li>
        ))}
      </ol>
    </section>
  );
}
