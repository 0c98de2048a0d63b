import type { ReactNode } from "react";
import { hexagon } from "../staff/marks";

/** Small drawings of the screens, in the colours of the screens. */
const DRAWINGS: Record<string, (number?: string) => ReactNode> = {
  kiosk: () => (
    <>
      <rect className="t-deep" x="34" y="4" width="52" height="72" rx="4" />
      <rect className="t-white-soft" x="40" y="11" width="24" height="5" rx="2" />
      <path className="t-canvas" d="M34 24h52v48a4 4 0 0 1-4 4H38a4 4 0 0 1-4-4z" />
      {[0, 1].flatMap((row) =>
        [0, 1].map((column) => (
          <rect
            key={`${row}${column}`}
            className="t-card"
            x={39 + column * 22}
            y={29 + row * 17}
            width="20"
            height="14"
            rx="2"
          />
        )),
      )}
      <rect className="t-gold-soft" x="39" y="65" width="20" height="7" rx="2" />
    </>
  ),
  wall: () => (
    <>
      <rect className="t-deep" x="6" y="10" width="108" height="60" rx="4" />
      <path className="t-card" d="M72 10h38a4 4 0 0 1 4 4v52a4 4 0 0 1-4 4H72z" />
      <text className="t-white" x="39" y="42" fontSize="20" fontWeight="700" textAnchor="middle">
        A029
      </text>
      <text className="t-gold" x="39" y="60" fontSize="13" fontWeight="700" textAnchor="middle">
        → 2
      </text>
      {[20, 32, 44, 56].map((y) => (
        <rect key={y} className="t-line" x="79" y={y} width="28" height="4" rx="2" />
      ))}
    </>
  ),
  phone: () => (
    <>
      <rect className="t-deep" x="42" y="2" width="36" height="76" rx="7" />
      <path className="t-canvas" d="M45 28h30v40a7 7 0 0 1-7 7H52a7 7 0 0 1-7-7z" />
      <text className="t-gold" x="60" y="22" fontSize="11" fontWeight="700" textAnchor="middle">
        A036
      </text>
      <rect className="t-card" x="47" y="31" width="26" height="22" rx="3" />
      <text className="t-ink" x="60" y="46" fontSize="10" fontWeight="700" textAnchor="middle">
        6–10
      </text>
      <rect className="t-line" x="47" y="57" width="26" height="4" rx="2" />
      <rect className="t-line" x="47" y="64" width="18" height="4" rx="2" />
    </>
  ),
  lobby: () => (
    <>
      <rect className="t-frame" x="6" y="6" width="108" height="68" rx="4" />
      <path className="t-deep" d="M10 6h100a4 4 0 0 1 4 4v6H6v-6a4 4 0 0 1 4-4z" />
      {[12, 30, 48].map((x) => (
        <rect key={x} className="t-card" x={x} y="21" width="15" height="12" rx="2" />
      ))}
      <polygon className="t-over" points={hexagon(20, 44, 7)} />
      <rect className="t-watch" x="31" y="38" width="12" height="12" rx="2" />
      <circle className="t-calm" cx="56" cy="44" r="6" />
      <circle className="t-calm" cx="20" cy="62" r="6" />
      <circle className="t-calm" cx="38" cy="62" r="6" />
      <rect className="t-card" x="70" y="21" width="24" height="48" rx="2" />
      {[26, 36, 46].map((y) => (
        <rect key={y} className="t-line" x="74" y={y} width="16" height="4" rx="2" />
      ))}
      {[21, 34, 47].map((y) => (
        <rect key={y} className="t-blue-soft" x="99" y={y} width="11" height="10" rx="2" />
      ))}
      <rect className="t-red" x="99" y="60" width="11" height="9" rx="2" />
    </>
  ),
  counter: (number) => (
    <>
      <rect className="t-frame" x="6" y="6" width="108" height="68" rx="4" />
      <path className="t-deep" d="M10 6h100a4 4 0 0 1 4 4v6H6v-6a4 4 0 0 1 4-4z" />
      <rect className="t-card" x="11" y="21" width="58" height="48" rx="3" />
      <text className="t-ink" x="17" y="46" fontSize="22" fontWeight="700">
        {number ?? "A"}
      </text>
      <rect className="t-line" x="17" y="54" width="46" height="6" rx="3" />
      <rect className="t-blue" x="17" y="54" width="26" height="6" rx="3" />
      <rect className="t-blue" x="74" y="21" width="35" height="18" rx="4" />
      <rect className="t-card" x="74" y="43" width="35" height="26" rx="3" />
      <polygon className="t-over" points={hexagon(84, 56, 6)} />
      <circle className="t-calm" cx="99" cy="56" r="5" />
    </>
  ),
  office: () => (
    <>
      <rect className="t-frame" x="6" y="6" width="108" height="68" rx="4" />
      <path className="t-deep" d="M10 6h100a4 4 0 0 1 4 4v6H6v-6a4 4 0 0 1 4-4z" />
      <rect className="t-card" x="11" y="21" width="98" height="10" rx="2" />
      <rect className="t-card" x="11" y="35" width="62" height="34" rx="2" />
      <path className="t-dash" d="M15 52h54" />
      <path className="t-curve" d="M15 65c14-2 20-8 28-16s14-9 26-10" />
      <rect className="t-card" x="77" y="35" width="32" height="34" rx="2" />
      {[41, 48, 55, 62].map((y) => (
        <rect key={y} className="t-line" x="81" y={y} width="24" height="3" rx="1.500" />
      ))}
    </>
  ),
  desk: () => (
    <>
      <rect className="t-frame" x="6" y="6" width="108" height="68" rx="4" />
      <path className="t-deep" d="M10 6h100a4 4 0 0 1 4 4v6H6v-6a4 4 0 0 1 4-4z" />
      <rect className="t-card" x="11" y="21" width="34" height="48" rx="3" />
      <circle className="t-blue-soft" cx="28" cy="36" r="8" />
      <rect className="t-line" x="18" y="50" width="20" height="4" rx="2" />
      <rect className="t-card" x="50" y="21" width="59" height="48" rx="3" />
      {[27, 38, 49, 60].map((y) => (
        <rect key={y} className="t-line" x="56" y={y} width="46" height="4" rx="2" />
      ))}
    </>
  ),
};

export function Thumbnail({ view, number }: { view: string; number?: string | undefined }) {
  const draw = DRAWINGS[view];
  return (
    <svg className="thumb" viewBox="0 0 120 80" width="120" height="80" aria-hidden="true">
      {draw?.(number)}
    </svg>
  );
}
