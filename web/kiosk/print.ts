/**
 * Prints the slip that stands hidden in the page. Chromium's kiosk printing sends it to the default
 * printer without asking; whether paper came out no browser can know, so the customer can say that it
 * did not.
 */
export function printSlip(within = 15_000): Promise<boolean> {
  return new Promise((settle) => {
    if (typeof window.print !== "function") return settle(false);
    const done = (ok: boolean) => {
      clearTimeout(timer);
      removeEventListener("afterprint", printed);
      settle(ok);
    };
    const printed = () => done(true);
    const timer = setTimeout(() => done(false), within);
    addEventListener("afterprint", printed);
    try {
      window.print();
    } catch {
      done(false);
    }
  });
}
