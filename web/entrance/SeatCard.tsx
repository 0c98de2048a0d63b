import { useLanguage, useWords } from "../shared/hooks";
import type { Seat } from "./offer";
import { Thumbnail } from "./Thumbnail";
import { entranceWords } from "./words";
import type { EntranceWord } from "./words/zh-hans";

/** One seat: a small picture of its screen, whose it is, what happens there. */
export function SeatCard({ seat }: { seat: Seat }) {
  const w = useWords(entranceWords);
  const spoken = useLanguage();
  const hint = `hint.${seat.view}`;
  return (
    <a className="seat-card" href={seat.href} target="_blank" rel="noopener">
      <Thumbnail
        view={seat.view}
        number={seat.view === "counter" ? /\d+/.exec(seat.name.en)?.[0] : undefined}
      />
      <span className="seat-words">
        <b>{seat.name[spoken]}</b>
        {seat.who && <span>{seat.who}</span>}
        {hint in entranceWords[spoken] && <small>{w(hint as EntranceWord)}</small>}
      </span>
    </a>
  );
}
