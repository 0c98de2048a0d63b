import { type Corner, corners, hexagon, type Marked, waitLevel } from "./marks";
import "./marks.css";

interface Props {
  minutes?: number | undefined; // absent: the empty shape of a legend
  promise: number;
  person?: Marked | undefined;
  size?: number;
  level?: "calm" | "watch" | "over" | "past" | undefined; // past: the place is kept no longer
  folded?: boolean; // class and care are not shown to whoever looks over the shoulder
}

/** How long one person waits: shape, fill, colour and figure; signs of class and care at its corners. */
export function WaitMark({ minutes, promise, person, size = 48, level, folded = false }: Props) {
  const shown = level ?? waitLevel(minutes ?? 0, promise);
  const signs = person && !folded ? corners(person) : [];
  return (
    <svg className={`mark mark-${shown}`} viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
      <Shape level={shown} />
      {minutes !== undefined && (
        <text x="24" y="30.200" textAnchor="middle">
          {minutes}
        </text>
      )}
      {signs[0] && <Sign sign={signs[0]} x={40} />}
      {signs[1] && <Sign sign={signs[1]} x={8} />}
    </svg>
  );
}

function Shape({ level }: { level: NonNullable<Props["level"]> }) {
  if (level === "calm" || level === "past")
    return <circle className="mark-shape" cx="24" cy="24" r="19.500" />;
  if (level === "watch")
    return <rect className="mark-shape" x="5.600" y="5.600" width="36.800" height="36.800" rx="4" />;
  return <polygon className="mark-shape" points={hexagon(24, 24, 22.4)} />;
}

/** A sign of 18 units, centred on its own origin. */
function Sign({ sign, x }: { sign: Corner; x: number }) {
  return (
    <g className={`sign sign-${sign}`} transform={`translate(${x} 9)`}>
      <SignShape sign={sign} />
    </g>
  );
}

function SignShape({ sign }: { sign: Corner }) {
  if (sign === "vip" || sign === "potential") {
    return (
      <>
        <path className="sign-halo" d="M0-10 10 0 0 10-10 0z" />
        <path className="sign-body" d="M0-7.500 7.500 0 0 7.500-7.500 0z" />
      </>
    );
  }
  return (
    <>
      <circle className="sign-body" r="9" />
      {sign === "care" && (
        <path
          className="sign-ink"
          transform="translate(-5.200 -4.900) scale(.43)"
          d="M19 14c1.490-1.460 3-3.210 3-5.500A5.500 5.500 0 0 0 16.500 3c-1.760 0-3 .5-4.500 2-1.500-1.500-2.740-2-4.500-2A5.500 5.500 0 0 0 2 8.500c0 2.300 1.500 4.050 3 5.500l7 7Z"
        />
      )}
      {sign === "booked" && <path className="sign-line" d="M0-4.500V0l3 2" />}
      {sign === "emergency" && <path className="sign-line" d="M0 4.500v-9M-3.500-1 0-4.500 3.500-1" />}
    </>
  );
}

/** One sign on its own, for legends and lists. */
export function SignMark({ sign, size = 20 }: { sign: Corner; size?: number }) {
  return (
    <svg viewBox="-10.500 -10.500 21 21" width={size} height={size} aria-hidden="true">
      <g className={`sign sign-${sign}`}>
        <SignShape sign={sign} />
      </g>
    </svg>
  );
}
