import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { SCENES } from "./scenes.mjs";
import { serve } from "./serve.mjs";
import { LIMITS, sizes } from "./sizes.mjs";

const dist = new URL("../.shots/dist", import.meta.url).pathname;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

type Server = Awaited<ReturnType<typeof serve>>;
type Browser = Awaited<ReturnType<typeof openBrowser>>;
let server: Server;
let browser: Browser;

beforeAll(async () => {
  await buildPages(["public"], dist);
  server = await serve({ port: 0, dist, extra: { "/axe.js": axe } });
  if (hasChromium) browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("public pages stay within their size", () => {
  for (const [page, bytes] of Object.entries(sizes(dist))) {
    expect(bytes, `${page} in bytes, compressed`).toBeLessThan(LIMITS[page as keyof typeof LIMITS] * 1024);
  }
});

describe.skipIf(!hasChromium)("every state in a browser", () => {
  test.concurrent.each(SCENES.map((scene) => [`${scene.view} ${scene.name}`, scene] as const))(
    "%s: no axe violation, nothing cut off, no error",
    async (_name, scene) => {
      const { page, problems, close } = await scene.open(browser, server.address);
      await page.addScriptTag({ url: "/axe.js" }); // from the page's own origin: its policy stays in force
      const found = await page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }
        ).axe.run();
        const wide = document.documentElement.scrollWidth - innerWidth;
        return {
          violations: violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`),
          wide: Math.max(0, wide),
        };
      });
      await close();
      expect(found).toEqual({ violations: [], wide: 0 });
      expect(problems).toEqual([]);
    },
  );
});

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
}
