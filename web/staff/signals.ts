/** Which signals stand first: those noted most on this device, else the usual ones of a post. */
import type { SignalState, SignalWord } from "../shared/verbs/visits";
import { keep, kept } from "./keep";

const USUAL = {
  lobby: [
    "asks_wealth_product",
    "says_product_matured",
    "asks_large_deposit_rate",
    "asks_for_own_rm",
    "reads_leaflet_closely",
    "takes_leaflet_along",
    "shows_vip_card",
    "asks_savings_bonds",
  ],
  // What shows while business is done: the voucher, the account, what is asked beside it.
  teller: [
    "says_product_matured",
    "asks_large_deposit_rate",
    "asks_wealth_product",
    "voucher_shows_large_sum",
    "account_lies_idle",
    "asks_for_rm_contact",
    "says_large_transfer",
    "asks_savings_bonds",
  ],
} as const;
const FIRST = 8;
const NOTED = "signals";

export type Noting = keyof typeof USUAL;

/** When in a visit something shows, in that order. */
export const STATES: readonly SignalState[] = ["enter", "consult", "wait"];

export type Counts = Readonly<Record<string, number>>;

/** What a post may note; others, holdings and the kiosk note the rest. */
export const notable = (catalogue: readonly SignalWord[], by: Noting): SignalWord[] =>
  catalogue.filter(({ sources }) => sources.includes(by));

/** Those noted most first, ties in the usual order. */
export function mostNoted(catalogue: readonly SignalWord[], counts: Counts, by: Noting): SignalWord[] {
  const order: readonly string[] = USUAL[by];
  const usual = (code: string) => {
    const at = order.indexOf(code);
    return at < 0 ? order.length : at;
  };
  return [...catalogue].sort(
    (a, b) => (counts[b.code] ?? 0) - (counts[a.code] ?? 0) || usual(a.code) - usual(b.code),
  );
}

/** Some at once, the rest of the catalogue by state, in its own order. */
export interface Sheet {
  first: SignalWord[];
  rest: Record<SignalState, SignalWord[]>;
}

export function sheetWith(first: SignalWord[], catalogue: readonly SignalWord[]): Sheet {
  const rest = catalogue.filter((one) => !first.includes(one));
  const of = (state: SignalState) => rest.filter((one) => one.state === state);
  return { first, rest: { enter: of("enter"), consult: of("consult"), wait: of("wait") } };
}

/** The eight noted most in the lobby, and the rest. */
export const sheetOf = (catalogue: readonly SignalWord[], counts: Counts): Sheet =>
  sheetWith(mostNoted(catalogue, counts, "lobby").slice(0, FIRST), catalogue);

export function countsHere(): Counts {
  try {
    const read: unknown = JSON.parse(kept(NOTED) ?? "{}");
    return typeof read === "object" && read !== null ? (read as Counts) : {};
  } catch {
    return {};
  }
}

/** Counted by code alone: nothing of any customer is kept on the device. */
export function countNoted(code: string): void {
  const counts = countsHere();
  keep(NOTED, JSON.stringify({ ...counts, [code]: (counts[code] ?? 0) + 1 }));
}
