import { hourMinute } from "../shared/clock";
import { useLanguage, useNow, useStore, useWords } from "../shared/hooks";
import { language } from "../shared/language";
import type { LogView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { useCodeWord } from "../staff/codes";
import { Icon } from "../staff/icons";
import { refusalText } from "../staff/refusal";
import { staffWords } from "../staff/words";
import { Refusal } from "../staff/Refusal";
import type { DeedsState } from "./deeds";
import type { PartProps } from "./parts";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

/** What was just done, here and in the whole hall; the last verb can be taken back for six seconds. */
export function JustNow({ state, deeds, verbs }: PartProps) {
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
        <Refusal verbs={verbs} of="undo" />
        <span className="sub">{w("automatic")}</span>
      </header>
      {done && <DoneLine done={done} onUndo={() => void deeds.undo()} />}
      {pending.length > 0 && <PendingList {...{ pending, zone }} onDismiss={deeds.dismiss} />}
      {lines.length === 0 && !done && <p className="empty">{w("logEmpty")}</p>}
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

const STAYS = 24; // seconds that a deed stays after it can be taken back no more

function DoneLine({ done, onUndo }: { done: NonNullable<DeedsState["done"]>; onUndo: () => void }) {
  const w = useWords(lobbyWords);
  const now = useNow(500);
  const left = Math.ceil((done.until - now) / 1000);
  if (left < -STAYS) return null;
  return (
    <p className="done-line">
      <Icon name="check" size={18} />
      <b className="grow">{done.words}</b>
      {done.undo && left > 0 && (
        <Btn className="btn row-act" onPress={onUndo}>
          {w("undoIn", { n: left })}
        </Btn>
      )}
    </p>
  );
}

interface PendingProps {
  pending: DeedsState["pending"];
  zone: string;
  onDismiss: (pending: DeedsState["pending"][number]) => void;
}

/** Marks made while the line was cut: waiting to be reported, or refused when they were. */
function PendingList({ pending, zone, onDismiss }: PendingProps) {
  const w = useWords(lobbyWords);
  const s = useWords(staffWords);
  return (
    <div className="pending">
      <h3>
        {w("pending")} <b>{pending.length}</b>
      </h3>
      <ul>
        {pending.map((one) => (
          <li key={one.ticket}>
            <time>{hourMinute(one.at, zone)}</time>
            <span className="grow">
              {one.words}
              {one.refused && (
                <small>
                  {w("pendingRefused")}: {refusalText(one.refused)}
                </small>
              )}
            </span>
            {one.refused && (
              <Btn className="btn" onPress={() => onDismiss(one)}>
                {s("close")}
              </Btn>
            )}
          </li>
        ))}
      </ul>
      <p className="sub">{w("pendingHow")}</p>
    </div>
  );
}
