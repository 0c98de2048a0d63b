import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Debian's Chromium, or whatever CHROMIUM names. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const hasChromium = existsSync(CHROMIUM);

export function openBrowser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--autoplay-policy=no-user-gesture-required",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--process-per-site", // a context's pages share a process,
      "--renderer-process-limit=1", // and none is held ready that nobody asked for
    ],
  });
}
