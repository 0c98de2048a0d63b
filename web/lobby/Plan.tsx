import type { CSSProperties } from "react";
import { useWords } from "../shared/hooks";
import type { ZoneView } from "../shared/views";
import { Icon } from "../staff/icons";
import { byNumber } from "../staff/people";
import { AdvisersZone } from "./AdvisersZone";
import { FormsZone } from "./FormsZone";
import { GuideZone } from "./GuideZone";
import { type Line, linesOf, waitingColumns } from "./lines";
import { MachinesZone } from "./MachinesZone";
import type { PartProps, ZoneProps } from "./parts";
import { boxOf, holdsLine, isFlat, scaleFor, seatIn } from "./plan";
import { SeatZone } from "./SeatZone";
import { type Size, useSize } from "../staff/useSize";
import { WaitingZone } from "./WaitingZone";
import { ZoneTitle } from "./ZoneTitle";
import { lobbyWords } from "./words";

/** The plan drawn to the room it has; each kind of zone shows what happens in it. */
export function Plan(props: PartProps) {
  const { state } = props;
  const w = useWords(lobbyWords);
  const [place, size] = useSize<HTMLDivElement>();
  const lines = linesOf(state);
  const elsewhere: Line[] = [];
  const waiting = Object.values(state.zones).some((zone) => zone.kind === "waiting");
  const zones = Object.values(state.zones).sort((a, b) => a.y - b.y || a.x - b.x);
  const own = new Map<string, Line>();
  for (const line of lines) {
    const zone = state.zones[line.zone];
    const fits = zone && (zone.kind === "rm" || holdsLine(boxOf(zone, size), seatIn(size)));
    if (zone && (fits || !waiting)) own.set(line.zone, line);
    else elsewhere.push(line);
  }
  const scale = scaleFor([
    ...[...own]
      .filter(([id]) => state.zones[id]?.kind !== "rm")
      .map(([id, line]) => ({ area: lineArea(props, id, size), people: line.people.length })),
    ...zones
      .filter(({ kind }) => kind === "waiting")
      .flatMap((zone) => waitingAreas(props, zone, elsewhere, size)),
  ]);
  const door = zones.find((zone) => zone.kind === "guide");
  return (
    <div
      className={isFlat(size) ? "plan plan-flat fades" : "plan fades"}
      ref={place}
      style={{ "--k": scale } as CSSProperties}
      role="group"
      aria-label={w("plan")}
    >
      {size.width > 0 &&
        zones.map((zone) => {
          const { left, top, width, height } = boxOf(zone, size);
          const seats = byNumber(Object.values(state.seats).filter((seat) => seat.zone === zone.id));
          return (
            <div key={zone.id} className="zone" style={{ left, top, width, height }}>
              <Zone
                {...props}
                zone={zone}
                seats={seats}
                line={own.get(zone.id)}
                elsewhere={elsewhere}
                scale={scale}
              />
            </div>
          );
        })}
      {door && <Door {...props} zone={door} />}
    </div>
  );
}

/** The room of each line in the waiting area. */
function waitingAreas({ state }: PartProps, zone: ZoneView, lines: Line[], size: Size) {
  const { width, height } = boxOf(zone, size);
  return waitingColumns(zone, lines, state.zones).map((column) => ({
    area: { width: (width * column.width) / 100 - 36, height: height - 56 },
    people: column.line.people.length,
  }));
}

/** Roughly the room that a zone leaves for its line: below the counters, inside the card. */
function lineArea({ state }: PartProps, id: string, size: Size): Size {
  const zone = boxOf(state.zones[id]!, size);
  const seats = Object.values(state.seats).filter((seat) => seat.zone === id).length;
  const seat = seatIn(size);
  const rows = Math.max(1, Math.ceil((seats * seat.width) / zone.width));
  return { width: zone.width - 24, height: zone.height - rows * (seat.height + 6) - 56 };
}

function Zone(props: ZoneProps) {
  const { zone, seats } = props;
  if (zone.kind === "rm") return <AdvisersZone {...props} />;
  if (zone.kind === "self_service") return <MachinesZone {...props} />;
  if (zone.kind === "guide") return <GuideZone {...props} />;
  if (zone.kind === "forms") return <FormsZone {...props} />;
  if (zone.kind === "waiting") return <WaitingZone {...props} />;
  if (seats.length > 0) return <SeatZone {...props} />;
  return (
    <div className="room">
      <ZoneTitle zone={zone} />
    </div>
  );
}

/** The way in, below the guide's place where the plan leaves room for it. */
function Door({ state, zone }: PartProps & { zone: ZoneView }) {
  const w = useWords(lobbyWords);
  const middle = zone.x + zone.w / 2;
  const room = 100 - zone.y - zone.h;
  return (
    <div className="door" style={{ left: `${zone.x}%`, width: `${zone.w}%` }}>
      {room >= 7 && (
        <p className="door-words" style={{ left: `${((middle - zone.x) / zone.w) * 100}%` }}>
          <Icon name="first" size={36} />
          <span>
            <b>{w("arrived", { n: state.arrivals_15 })}</b>
            <small>{w("arrivedIn")}</small>
          </span>
        </p>
      )}
    </div>
  );
}
