// Builds every page that exists into dist: public pages first, then staff pages.
import { existsSync, rmSync } from "node:fs";
import { build } from "vite";
import { printSizes } from "./sizes.mjs";

const home = new URL("..", import.meta.url).pathname;
const pages = { public: ["kiosk", "wall", "phone"], staff: ["lobby", "counter", "office", "entrance"] };

rmSync(`${home}/dist`, { recursive: true, force: true });
for (const mode of Object.keys(pages)) {
  if (pages[mode].some((page) => existsSync(`${home}/${page}/index.html`))) {
    await build({ configFile: `${home}/vite.config.ts`, mode, logLevel: "warn" });
  }
}
if (!printSizes()) process.exitCode = 1;
