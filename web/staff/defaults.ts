/** What a view does not say is taken as DESIGN's default until it does. */

const PROMISE_MIN = 20;
const OVERTAKE_CAP = 5;

export function promiseOf(state: object): number {
  return (state as { promise_min?: number }).promise_min ?? PROMISE_MIN;
}

export function overtakeCapOf(state: object): number {
  return (state as { overtake_cap?: number }).overtake_cap ?? OVERTAKE_CAP;
}
