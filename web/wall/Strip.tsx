import { useLanguage, useNow, useWords } from "../shared/hooks";
import { Done, Off } from "../shared/icons";
import type { LineState } from "../shared/stream";
import type { Words } from "../shared/views";
import { words } from "./words";

const EACH = 12_000;

interface Props {
  notices: Record<string, Words>;
  line: LineState;
  heard: string;
}

/** Notices one at a time, and when the wall last heard; cut, it says what to do instead. */
export function Strip({ notices, line, heard }: Props) {
  const w = useWords(words);
  const spoken = useLanguage();
  const now = useNow();
  const all = Object.entries(notices);
  const [id, notice] = all[Math.floor(now / EACH) % Math.max(1, all.length)] ?? [];
  if (line === "cut") {
    return (
      <footer className="strip cut">
        <Off />
        <b role="status">{w("cut")}</b>
        <span className="heard">{w("cutSince", { time: heard.slice(0, 5) })}</span>
      </footer>
    );
  }
  const well = line === "live";
  return (
    <footer className="strip">
      {notice && (
        <span className="notice" key={id}>
          <span className="tag">{w("notice")}</span>
          <span>{notice[spoken]}</span>
        </span>
      )}
      <span className={`heard${well ? "" : " lost"}`}>
        {well ? <Done /> : <Off />}
        {w(well ? "updated" : "stale", { time: heard })}
      </span>
    </footer>
  );
}
