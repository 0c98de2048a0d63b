/** What a view does not say is taken as the server's own default until it does. */

const PROMISE_MIN = 20;

export function promiseOf(state: object): number {
  return (state as { promise_min?: number }).promise_min ?? PROMISE_MIN;
}
