import { LineCard } from "./LineCard";
import type { ZoneProps } from "./Plan";
import { ZoneTitle } from "./ZoneTitle";

/** The waiting area of a hall whose counters leave no room before them: one block a line. */
export function WaitingZone(props: ZoneProps) {
  const { zone, elsewhere } = props;
  const lines = elsewhere.filter((line) => line.people.length > 0);
  return (
    <div className="room room-waiting">
      {lines.length === 0 && <ZoneTitle zone={zone} />}
      <div className="waiting-lines">
        {lines.map((line) => (
          <div key={line.zone} style={{ flexGrow: line.people.length }}>
            <LineCard {...props} line={line} />
          </div>
        ))}
      </div>
    </div>
  );
}
