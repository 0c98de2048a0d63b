import { hourMinuteSecond } from "../shared/clock";
import { useLanguage, useWords } from "../shared/hooks";
import { Done, Mark, Off } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { PhoneState } from "../shared/views";
import { words } from "./words";

/** The bank, the branch, and when this page last heard. */
export function Bar({ live, quiet = false }: { live: Live<PhoneState>; quiet?: boolean }) {
  const w = useWords(words);
  const spoken = useLanguage();
  const branch = live.state?.branch;
  if (!branch) return null;
  const well = live.line === "live";
  return (
    <div className="bar">
      <Mark />
      <b>{branch.bank[spoken]}</b>
      <span className="br">{branch.name[spoken]}</span>
      {!quiet && live.clock && (
        <span className={`heard${well ? "" : " off"}`}>
          {well ? <Done /> : <Off />}
          {w(well ? "updated" : "lastUpdated", { time: hourMinuteSecond(live.clock.at, branch.zone) })}
        </span>
      )}
    </div>
  );
}
