import { LineCard } from "./LineCard";
import { waitingColumns } from "./lines";
import type { ZoneProps } from "./parts";
import { ZoneTitle } from "./ZoneTitle";

/** The waiting area of a hall whose counters leave no room before them: each line under its counters. */
export function WaitingZone(props: ZoneProps) {
  const { zone, elsewhere, state } = props;
  const columns = waitingColumns(zone, elsewhere, state.zones);
  if (columns.length === 0) {
    return (
      <div className="room room-plain">
        <ZoneTitle zone={zone} />
      </div>
    );
  }
  return (
    <div className="waiting-lines">
      {columns.map(({ line, left, width }) => (
        <div key={line.zone} style={{ left: `${left}%`, width: `${width}%` }}>
          <LineCard {...props} line={line} />
        </div>
      ))}
    </div>
  );
}
