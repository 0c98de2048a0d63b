import { minutesSince } from "../shared/clock";
import { useWords } from "../shared/hooks";
import { inState } from "../staff/people";
import type { ZoneProps } from "./Plan";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

/** The guide's place by the door, where missed numbers are asked to come. */
export function GuideZone({ zone, state, now }: ZoneProps) {
  const w = useWords(lobbyWords);
  const missed = inState(state.tickets, "missed");
  const first = missed
    .flatMap(({ called_at }) => (called_at ? [minutesSince(called_at, now)] : []))
    .reduce((longest, minutes) => Math.max(longest, minutes), 0);
  return (
    <div className="room room-guide">
      <ZoneTitle zone={zone} />
      {missed.length > 0 ? (
        <>
          <p className="guide-count">
            <b>{missed.length}</b>
            {w("missedHere")}
          </p>
          <p>{w("missedSince", { n: first })}</p>
        </>
      ) : (
        <p>{w("noneMissed")}</p>
      )}
    </div>
  );
}
