import { hourMinuteSecond } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { Done, Off } from "../shared/icons";
import type { Live } from "../shared/stream";
import type { KioskState } from "../shared/views";
import { words } from "./words";

/** When this screen last heard from the server: always said, in words and with an icon. */
export function Heard({ live, waits }: { live: Live<KioskState>; waits: boolean }) {
  const w = useWords(words);
  const zone = live.state?.branch.zone;
  const well = live.line === "live";
  const time = live.clock && zone ? hourMinuteSecond(live.clock.at, zone) : "";
  const key = !time ? "neverUpdated" : !well ? "lastUpdated" : waits ? "updatedWaits" : "updated";
  return (
    <span className={`heard ${well ? "" : "lost"}`}>
      {well ? <Done /> : <Off />}
      {w(key, { time })}
    </span>
  );
}
