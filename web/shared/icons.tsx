/** Line icons of the public screens, drawn on 48. Colour and size come from the style sheet. */
import type { ReactNode } from "react";

function icon(drawing: ReactNode, box = 48) {
  return function Icon({ className = "" }: { className?: string }) {
    return (
      <svg className={`ic ${className}`} viewBox={`0 0 ${box} ${box}`} aria-hidden="true" focusable="false">
        {drawing}
      </svg>
    );
  };
}

export const Cash = icon(
  <>
    <rect x="4" y="12" width="40" height="24" rx="4" />
    <circle cx="24" cy="24" r="5.5" />
    <path d="M11 24h.01M37 24h.01" strokeWidth="4" />
  </>,
);
export const Card = icon(
  <>
    <rect x="4" y="10" width="40" height="28" rx="4" />
    <path d="M4 19h40M11 30h8" />
  </>,
);
export const Wealth = icon(<path d="M6 6v36h36M13 32l8-10 7 5 11-14M32 13h7v7" />);
export const Company = icon(
  <path d="M8 42V10a4 4 0 0 1 4-4h14a4 4 0 0 1 4 4v32M30 20h6a4 4 0 0 1 4 4v18M4 42h40M15 15h8M15 23h8M15 31h8" />,
);
export const Loan = icon(<path d="M6 22L24 7l18 15M11 19v22h26V19M19 34l10-10M20 25h.01M28.5 33h.01" />);
export const Exchange = icon(<path d="M8 17h30l-8-8M40 31H10l8 8" />);
export const Calendar = icon(
  <>
    <rect x="6" y="9" width="36" height="33" rx="4" />
    <path d="M6 19h36M15 5v8M33 5v8M17 30l5 5 9-9" />
  </>,
);
export const Hand = icon(
  <path d="M15 25V11a3 3 0 0 1 6 0v11M21 21V8a3 3 0 0 1 6 0v13M27 22V10a3 3 0 0 1 6 0v14M33 24v-8a3 3 0 0 1 6 0v13c0 8-5 14-13 14-6 0-9-2-12-7l-6-10c-1-2 0-3 1-4 2-1 4 0 5 1l1 2" />,
);
export const LargeType = icon(<path d="M4 38L15 10l11 28M8 29h14M29 38l7-18 7 18M31.5 32h9" />);
export const Globe = icon(
  <>
    <circle cx="24" cy="24" r="19" />
    <path d="M5 24h38M24 5c6 5 8 12 8 19s-2 14-8 19c-6-5-8-12-8-19s2-14 8-19z" />
  </>,
);
export const Go = icon(<path d="M18 10l14 14-14 14" />);
export const Back = icon(<path d="M20 12L8 24l12 12M8 24h32" />);
export const Done = icon(
  <>
    <circle cx="24" cy="24" r="20" fill="currentColor" stroke="none" />
    <path className="inside" d="M14.5 24.5l7 7 13-14" strokeWidth="4" />
  </>,
);
export const Valid = icon(
  <>
    <circle cx="24" cy="24" r="19" />
    <path d="M15 24.5l6.5 6.5L33.5 18" />
  </>,
);
export const Off = icon(
  <path d="M6 18a27 27 0 0 1 36 0M13 26a17 17 0 0 1 22 0M20 34a7 7 0 0 1 8 0M8 42L40 6" strokeWidth="3.5" />,
);
export const Tick = icon(<path d="M10 25l10 10 18-21" strokeWidth="4" />);
export const Print = icon(
  <path d="M14 18V6h20v12M14 34H8a3 3 0 0 1-3-3V21a3 3 0 0 1 3-3h32a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3h-6M14 28h20v14H14z" />,
);
export const Phone = icon(
  <>
    <rect x="13" y="4" width="22" height="40" rx="4" />
    <path d="M22 37h4" />
  </>,
);
export const Camera = icon(
  <>
    <path d="M7 15h8l4-6h10l4 6h8a3 3 0 0 1 3 3v19a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V18a3 3 0 0 1 3-3z" />
    <circle cx="24" cy="27" r="8" />
  </>,
);
export const Machine = icon(
  <>
    <rect x="5" y="7" width="38" height="19" rx="4" />
    <path d="M12 18h24M14 18v23h20V18M24 26v8M20.5 31l3.5 3.5 3.5-3.5" />
  </>,
);
export const Sound = icon(
  <path d="M6 18v12h8l11 9V9L14 18zM32 17a10 10 0 0 1 0 14M37 11a18 18 0 0 1 0 26" />,
);
export const Silent = icon(<path d="M6 18v12h8l11 9V9L14 18zM33 19l10 10M43 19L33 29" />);
export const Bill = icon(<path d="M10 5h28v38l-7-4-7 4-7-4-7 4zM17 16h14M17 25h14" />);
export const Book = icon(
  <path d="M6 9h13a5 5 0 0 1 5 5v27a5 5 0 0 0-5-4H6zM42 9H29a5 5 0 0 0-5 5v27a5 5 0 0 1 5-4h13z" />,
);
export const Ask = icon(
  <>
    <path d="M7 8h34a3 3 0 0 1 3 3v22a3 3 0 0 1-3 3H25l-9 7v-7H7a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3z" />
    <path d="M14 22h.01M24 22h.01M34 22h.01" strokeWidth="4.5" />
  </>,
);
export const Clock = icon(
  <>
    <circle cx="24" cy="24" r="18" />
    <path d="M24 14v11l7 4" />
  </>,
);
export const Bell = icon(<path d="M12 33V22a12 12 0 0 1 24 0v11l3 3H9zM20 42h8" />);
export const IdCard = icon(
  <>
    <rect x="5" y="10" width="38" height="28" rx="5" />
    <circle cx="17" cy="22" r="4" />
    <path d="M11 32c1.2-3.2 3.4-4.6 6-4.6s4.8 1.4 6 4.6M29 20h8M29 28h6" />
  </>,
);
export const Window = icon(<path d="M8 40V12a4 4 0 0 1 4-4h24a4 4 0 0 1 4 4v28M5 30h38" />);
export const Warn = icon(<path d="M24 7l19 33H5zM24 20v9M24 34.5h.01" />);
export const Call = icon(
  <path d="M12 6h7l3 10-5 4a22 22 0 0 0 11 11l4-5 10 3v7a4 4 0 0 1-4 4C20 40 8 28 8 10a4 4 0 0 1 4-4z" />,
);
export const Star = icon(
  <path
    d="M24 5.6l5.7 11.8 12.9 1.8-9.4 9 2.3 12.9L24 34.9l-11.5 6.2 2.3-12.9-9.4-9 12.9-1.8z"
    fill="currentColor"
  />,
);
export const StarOutline = icon(
  <path d="M24 5.6l5.7 11.8 12.9 1.8-9.4 9 2.3 12.9L24 34.9l-11.5 6.2 2.3-12.9-9.4-9 12.9-1.8z" />,
);

const AHEAD = <path d="M52 96V12M16 48L52 12l36 36" strokeWidth="11" />;
const LEFT_AHEAD = <path d="M84 84L24 24M24 72V24h48" strokeWidth="11" />;
/** Where the counter is, seen from this screen. */
export const ARROWS = {
  left: icon(<path d="M96 52H12M44 16L8 52l36 36" strokeWidth="11" />, 104),
  right: icon(<path d="M8 52h84M60 16l36 36-36 36" strokeWidth="11" />, 104),
  ahead: icon(AHEAD, 104),
  behind: icon(<g transform="rotate(180 52 52)">{AHEAD}</g>, 104),
  "left-ahead": icon(LEFT_AHEAD, 104),
  "right-ahead": icon(<g transform="matrix(-1 0 0 1 104 0)">{LEFT_AHEAD}</g>, 104),
};

export const SERVICE_ICONS = {
  cash: Cash,
  card: Card,
  wealth: Wealth,
  company: Company,
  loan: Loan,
  exchange: Exchange,
  other: Ask,
};
/** Plainer pictures for the large-print choices. */
export const PLAIN_ICONS = { ...SERVICE_ICONS, card: Bill, wealth: Book };

/** The bank's mark on deep blue. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path
        d="M6 60V30a26 26 0 0 1 52 0v30"
        fill="none"
        stroke="#fff"
        strokeWidth="5"
        strokeLinecap="round"
      />
      <path d="M20 60V31a12 12 0 0 1 24 0v29z" fill="#d2ae5c" />
    </svg>
  );
}
