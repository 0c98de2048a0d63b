/** What became of referrals, summed. Pure. */

/** Referrals that were alike, as the server counts them; `reason` why they came to nothing. */
export interface FunnelRow {
  source_post: string;
  customer_class: string;
  submitted: number;
  accepted: number;
  met: number;
  converted: number;
  follow_up: number;
  no_offer: number; // neither yes nor no: nothing was put to the customer
  lost: number;
  reason: string;
}
/** Visits with a signal: by who noted the first one, a post or a device, and class. */
export interface SignalledRow {
  source_post: string;
  customer_class: string;
  visits: number;
}
export interface FunnelAnswer {
  first: string; // business dates
  last: string;
  signals: SignalledRow[];
  rows: FunnelRow[];
}

export const SPANS = [1, 7, 30] as const;
export type Span = (typeof SPANS)[number];

/** So many business dates that end with `last`. */
export function firstOf(last: string, days: Span): string {
  return new Date(Date.parse(`${last}T00:00:00Z`) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
}

export const funnelPath = (branch: string, last: string, days: Span) =>
  `/api/branches/${branch}/referrals/funnel?first=${firstOf(last, days)}&last=${last}`;

/** What became of offers made at one door. */
export interface DivertedAt {
  door: "kiosk" | "counter" | "lobby";
  offered: number;
  accepted: number;
  declined: number;
  done: number;
  returned: number;
  unknown: number; // nobody knows: never counted as done
}
export interface DivertedAnswer {
  first: string; // business dates
  last: string;
  doors: DivertedAt[];
}

export const divertedPath = (branch: string, last: string, days: Span) =>
  `/api/branches/${branch}/diversion/figures?first=${firstOf(last, days)}&last=${last}`;

export const STEPS = ["submitted", "accepted", "met", "converted", "follow_up"] as const;
export type Step = (typeof STEPS)[number];
export type Counted = Record<Step | "no_offer" | "lost", number>;

const NONE: Counted = {
  submitted: 0,
  accepted: 0,
  met: 0,
  converted: 0,
  follow_up: 0,
  no_offer: 0,
  lost: 0,
};

export function total(rows: readonly FunnelRow[]): Counted {
  return rows.reduce((sum, row) => {
    const next = { ...sum };
    for (const key of Object.keys(NONE) as (keyof Counted)[]) next[key] += row[key];
    return next;
  }, NONE);
}

export interface Group extends Counted {
  code: string;
  signals: number; // visits
}

export const signalled = (rows: readonly SignalledRow[]) => rows.reduce((sum, { visits }) => sum + visits, 0);

/** The same by source post or class, the most submitted first. */
export function by(
  { rows, signals }: Pick<FunnelAnswer, "rows" | "signals">,
  key: "source_post" | "customer_class",
): Group[] {
  const codes = [...new Set([...rows, ...signals].map((row) => row[key]))];
  return codes
    .map((code) => ({
      code,
      signals: signalled(signals.filter((row) => row[key] === code)),
      ...total(rows.filter((row) => row[key] === code)),
    }))
    .sort((a, b) => b.submitted - a.submitted || (a.code < b.code ? -1 : 1));
}

/** Why referrals came to nothing, the most frequent first. */
export function reasons(rows: readonly FunnelRow[]): { code: string; lost: number }[] {
  const lost = new Map<string, number>();
  for (const row of rows) if (row.lost > 0) lost.set(row.reason, (lost.get(row.reason) ?? 0) + row.lost);
  return [...lost]
    .map(([code, n]) => ({ code, lost: n }))
    .sort((a, b) => b.lost - a.lost || (a.code < b.code ? -1 : 1));
}

/** A share in whole percent; of nothing there is none. */
export function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.round((100 * part) / whole) : undefined;
}
