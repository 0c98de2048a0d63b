import type { CSSProperties } from "react";
import { useLanguage, useWords } from "../shared/hooks";
import type { ZoneProps } from "./parts";
import { LineCard } from "./LineCard";
import { SeatCard } from "./SeatCard";
import { lobbyWords } from "./words";

/** Counters side by side, and under them whoever waits for them. */
export function SeatZone(props: ZoneProps) {
  const { zone, seats, line } = props;
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const room = zone.kind === "vip";
  return (
    <div className={`seat-zone${room ? " seat-zone-vip" : ""}${line || room ? "" : " seat-zone-alone"}`}>
      {room && (
        <div className="zone-title">
          <h3>{zone.name[spoken]}</h3>
          {line && <span>{w("linePeople", { n: line.people.length })}</span>}
        </div>
      )}
      <div className="seat-row" style={{ "--seats": seats.length } as CSSProperties}>
        {seats.map((seat) => (
          <SeatCard key={seat.id} {...props} seat={seat} wide={room} />
        ))}
      </div>
      {line && <LineCard {...props} line={line} bare={room} />}
    </div>
  );
}
