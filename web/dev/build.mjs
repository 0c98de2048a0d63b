// Builds every page that exists: `node dev/build.mjs [public|staff]`, into dist or the folder in DIST.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { printSizes } from "./sizes.mjs";

const home = new URL("..", import.meta.url).pathname;
const pages = {
  public: ["kiosk", "wall", "phone", "book", "problem"],
  staff: ["lobby", "counter", "desk", "office", "entrance"],
};

/** Builds the pages of these modes into a folder. */
export async function buildPages(modes, dist) {
  for (const mode of modes) {
    const built = pages[mode].filter((page) => existsSync(join(home, page, "index.html")));
    for (const page of built) rmSync(join(dist, page), { recursive: true, force: true });
    if (built.length) {
      await build({
        configFile: join(home, "vite.config.ts"),
        mode,
        logLevel: "warn",
        build: { outDir: dist },
      });
    }
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const dist = process.env.DIST ?? join(home, "dist");
  const modes = process.argv.slice(2);
  if (modes.length === 0) rmSync(dist, { recursive: true, force: true });
  await buildPages(modes.length ? modes : Object.keys(pages), dist);
  if (!printSizes(dist)) process.exitCode = 1;
}
