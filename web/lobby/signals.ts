/** Which signals stand first in the sheet: those noted most on this tablet, else the usual ones. */
import type { SignalState, SignalWord } from "../shared/verbs/visits";
import { keep, kept } from "../staff/keep";

const USUAL = [
  "asks_wealth_product",
  "says_product_matured",
  "asks_large_deposit_rate",
  "asks_for_own_rm",
  "reads_leaflet_closely",
  "takes_leaflet_along",
  "shows_vip_card",
  "asks_savings_bonds",
];
const FIRST = 8;
const NOTED = "signals";

export type Counts = Readonly<Record<string, number>>;

/** What the lobby manager may note; holdings, kiosk and teller note the rest. */
export const notable = (catalogue: readonly SignalWord[]): SignalWord[] =>
  catalogue.filter(({ sources }) => sources.includes("lobby"));

/** The eight noted most, ties in the usual order; the rest by state, in the catalogue's order. */
export function sheetOf(
  catalogue: readonly SignalWord[],
  counts: Counts,
): { first: SignalWord[]; rest: Record<SignalState, SignalWord[]> } {
  const usual = (code: string) => {
    const at = USUAL.indexOf(code);
    return at < 0 ? USUAL.length : at;
  };
  const first = [...catalogue]
    .sort((a, b) => (counts[b.code] ?? 0) - (counts[a.code] ?? 0) || usual(a.code) - usual(b.code))
    .slice(0, FIRST);
  const rest = catalogue.filter((one) => !first.includes(one));
  const of = (state: SignalState) => rest.filter((one) => one.state === state);
  return { first, rest: { enter: of("enter"), consult: of("consult"), wait: of("wait") } };
}

export function countsHere(): Counts {
  try {
    const read: unknown = JSON.parse(kept(NOTED) ?? "{}");
    return typeof read === "object" && read !== null ? (read as Counts) : {};
  } catch {
    return {};
  }
}

/** Counted by code alone: nothing of any customer is kept on the tablet. */
export function countNoted(code: string): void {
  const counts = countsHere();
  keep(NOTED, JSON.stringify({ ...counts, [code]: (counts[code] ?? 0) + 1 }));
}
