/**
 * Where this page stands: `/s/{seat}` in a demonstration, `/v/{link}` a visitor's phone, else nothing.
 * One browser so holds many seats, each with cookies of its own.
 */
export const base = /^\/[sv]\/[A-Za-z0-9_-]+/.exec(globalThis.location?.pathname ?? "")?.[0] ?? "";

/** A seat of a demonstration: one browser may look at a dozen. */
export const isSeat = base.startsWith("/s/");

/** Random enough to tell two taps apart; `crypto.randomUUID` is missing on old browsers and plain http. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
