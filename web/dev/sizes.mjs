// What a page costs the line: its HTML and every script and style it needs, compressed.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

/** Most KB that a page may cost, compressed. */
export const LIMITS = {
  kiosk: 100,
  wall: 100,
  phone: 100,
  book: 100,
  problem: 10,
  lobby: 600,
  counter: 600,
  desk: 600,
  office: 600,
  entrance: 600,
};

function parts(file, seen) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  const found = file.endsWith(".html")
    ? [...text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)]
    : file.endsWith(".js")
      ? [...text.matchAll(/(?:from|import)\s*\(?["'`](\.[^"'`]+\.js)["'`]/g)]
      : [];
  for (const [, address] of found) parts(resolve(dirname(file), address), seen);
  return seen;
}

/** Bytes by page, for the pages that were built. */
export function sizes(dist) {
  const built = Object.keys(LIMITS).filter((page) => existsSync(join(dist, page, "index.html")));
  return Object.fromEntries(
    built.map((page) => {
      const files = [...parts(join(dist, page, "index.html"), new Set())];
      return [page, files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)];
    }),
  );
}

/** Prints a line a page; false if one is above its limit. */
export function printSizes(dist) {
  let fits = true;
  for (const [page, bytes] of Object.entries(sizes(dist))) {
    const over = bytes > LIMITS[page] * 1024;
    fits &&= !over;
    console.log(
      `${page.padEnd(9)}${(bytes / 1024).toFixed(1).padStart(7)} KB of ${LIMITS[page]}${over ? "  TOO LARGE" : ""}`,
    );
  }
  return fits;
}
