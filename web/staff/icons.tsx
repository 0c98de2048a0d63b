import type { ReactNode } from "react";

/** Line icons on a 24 grid; they take the colour and the size of the text beside them. */
const SHAPES = {
  alert: (
    <path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3ZM12 9v4M12 17h.01" />
  ),
  ban: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM5.6 5.6l12.8 12.8" />,
  blank: null,
  bell: <path d="M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9M10.3 21a1.94 1.94 0 0 0 3.4 0" />,
  book: (
    <path d="M4 19.5A2.5 2.5 0 0 1 6.5 17H20V2H6.5A2.5 2.5 0 0 0 4 4.5v15ZM4 19.5A2.5 2.5 0 0 0 6.5 22H20v-5" />
  ),
  cash: (
    <path d="M3 6h18v12H3zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5ZM6.500 12h.01M17.500 12h.01" />
  ),
  check: <path d="M20 6 9 17l-5-5" />,
  chevron: <path d="m9 18 6-6-6-6" />,
  clock: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3.5 2" />,
  close: <path d="M6 6l12 12M18 6 6 18" />,
  device: <path d="M4 4h16v11H4zM12 15v4M8 19.5h8" />,
  door: <path d="M5 21V4a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v17M3 21h18M15 12h.01" />,
  down: <path d="m6 9 6 6 6-6" />,
  face: <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM8 14s1.5 2 4 2 4-2 4-2M9 9h.01M15 9h.01" />,
  first: <path d="M12 20V6M6 11l6-6 6 6M5 3h14" />,
  globe: (
    <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM2 12h20M12 2c3 3 4 6.500 4 10s-1 7-4 10c-3-3-4-6.500-4-10s1-7 4-10" />
  ),
  grid: <path d="M3 3h7v7H3zM14 3h7v7h-7zM14 14h7v7h-7zM3 14h7v7H3z" />,
  grip: <path d="M9 5h.01M9 12h.01M9 19h.01M15 5h.01M15 12h.01M15 19h.01" />,
  heart: (
    <path d="M19 14c1.490-1.460 3-3.210 3-5.500A5.500 5.500 0 0 0 16.500 3c-1.760 0-3 .5-4.500 2-1.500-1.500-2.740-2-4.500-2A5.500 5.500 0 0 0 2 8.500c0 2.300 1.500 4.050 3 5.500l7 7Z" />
  ),
  funnel: <path d="M3 4h18l-7 8.500V20l-4-2v-5.500Z" />,
  help: (
    <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM9.2 9a3 3 0 0 1 5.700 1c0 2-2.900 2.600-2.900 4M12 17.500h.01" />
  ),
  join: <path d="M6 3v5a6 6 0 0 0 6 6m6-11v5a6 6 0 0 1-6 6m0 0v7" />,
  keyboard: <path d="M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M8 14h8" />,
  leave: <path d="M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9" />,
  lock: <path d="M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4" />,
  lower: <path d="M12 5v14M6 13l6 6 6-6" />,
  next: <path d="m15 14 5-5-5-5M4 20v-7a4 4 0 0 1 4-4h12" />,
  overlap: <path d="M9 9h12v12H9zM5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1" />,
  paper: <path d="M6 2h9l4 4v16H6zM14 2v5h5M9 12h7M9 16h7" />,
  pause: <path d="M8 5v14M16 5v14" />,
  personCheck: (
    <>
      <path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z" />
      <path d="m16 11 2 2 4-4" />
    </>
  ),
  personGone: (
    <>
      <path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z" />
      <path d="m17 8 5 5M22 8l-5 5" />
    </>
  ),
  personPlus: (
    <path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM19 8v6M22 11h-6" />
  ),
  play: <path d="M7 4.500v15l12-7.500Z" />,
  plus: <path d="M12 5v14M5 12h14" />,
  returning: <path d="M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3" />,
  rules: <path d="m3 6 2 2 3-3M3 16l2 2 3-3M12 7h9M12 17h9" />,
  script: <path d="M21 15a2 2 0 0 1-2 2H8l-5 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2ZM8 8h8M8 12h5" />,
  search: <path d="M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM20 20l-4-4" />,
  shield: <path d="M12 22s8-4 8-10V5l-8-3-8 3v7c0 6 8 10 8 10Z" />,
  sides: <path d="M8 7 3 12l5 5M16 7l5 5-5 5M3 12h18" />,
  sound: <path d="M11 5 6 9H2v6h4l5 4V5ZM15.500 8.500a5 5 0 0 1 0 7M19 5a10 10 0 0 1 0 14" />,
  split: <path d="M16 3h5v5M8 3H3v5M12 22v-8.300a4 4 0 0 0-1.170-2.870L3 3M15 9l6-6" />,
  star: (
    <path d="m12 2 3.100 6.300 6.900 1-5 4.900 1.200 6.800-6.200-3.200L5.800 21 7 14.200 2 9.300l6.900-1Z" />
  ),
  stop: <path d="M8.200 2.500h7.600l5.700 5.700v7.600l-5.700 5.700H8.200l-5.700-5.700V8.200ZM8 12h8" />,
  swap: <path d="m16 3 4 4-4 4M20 7H4M8 21l-4-4 4-4M4 17h16" />,
  tables: <path d="M11 6h9M11 12h9M11 18h9M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2" />,
  ticket: <path d="M3 7h18v3.500a1.500 1.500 0 0 0 0 3V17H3v-3.500a1.500 1.500 0 0 0 0-3ZM14 7v10" />,
  trash: <path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6" />,
  twin: (
    <path d="M6 3v12M18 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM6 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM15 6a9 9 0 0 1-9 9" />
  ),
  up: <path d="M12 19V5M6 11l6-6 6 6" />,
  window: <path d="M3 4h18v16H3zM12 12h9v8h-9z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="ic" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <path className="mark-arch" d="M6 60V30a26 26 0 0 1 52 0v30" />
      <path className="mark-door" d="M20 60V31a12 12 0 0 1 24 0v29z" />
    </svg>
  );
}
