import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { takePage } from "./kept.mjs";
import { serve } from "./serve.mjs";
import { LIMITS, sizes } from "./sizes.mjs";
import { openScene, SCENES } from "./staff-scenes.mjs";

const dist = new URL("../.shots/staff-dist", import.meta.url).pathname;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let server: Awaited<ReturnType<typeof serve>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  await buildPages(["staff"], dist);
  server = await serve({ port: 0, dist, extra: { "/axe.js": axe } });
  if (hasChromium) browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("staff pages stay within their size", () => {
  for (const [page, bytes] of Object.entries(sizes(dist))) {
    expect(bytes, `${page} in bytes, compressed`).toBeLessThan(LIMITS[page as keyof typeof LIMITS] * 1024);
  }
});

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
}

describe.skipIf(!hasChromium)("a page for a scene", () => {
  const take = (asked: { timed?: boolean; stored?: Record<string, string> }) =>
    takePage(browser, server.address, {
      timed: false,
      hasTouch: false,
      size: { width: 800, height: 600 },
      stored: {},
      ...asked,
    });

  test("sees nothing of the one before it", async () => {
    const before = await take({ stored: { language: "en" } });
    await before.page.goto(`${server.address}/blank`);
    await before.page.evaluate(() => {
      sessionStorage.setItem("state", "kept");
      localStorage.setItem("more", "kept");
      document.cookie = "load=7; path=/";
    });
    await before.close();

    const { page, close } = await take({ stored: { language: "zh-Hant" } });
    expect(page.context()).toBe(before.page.context());
    await page.goto(`${server.address}/blank`);
    const seen = await page.evaluate(() => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookie: document.cookie,
    }));
    expect(seen).toEqual({ local: { language: "zh-Hant" }, session: {}, cookie: "" });
    await close();
  });

  test("moves the clock of nobody else", async () => {
    const kept = await take({});
    await expect(kept.page.clock.fastForward(3_600_000)).rejects.toThrow("kept");
    await kept.close();

    const timed = await take({ timed: true });
    await timed.page.clock.fastForward(3_600_000);
    expect(timed.page.context()).not.toBe(kept.page.context());
    await timed.close();
    expect(browser.contexts()).not.toContain(timed.page.context());

    const { page, close } = await take({});
    await page.goto(`${server.address}/blank`);
    expect(Math.abs((await page.evaluate(() => Date.now())) - Date.now())).toBeLessThan(600_000);
    await close();
  });
});

describe.skipIf(!hasChromium)("every state of the staff screens", () => {
  test.concurrent.each(SCENES.map((scene) => [`${scene.view} ${scene.name}`, scene] as const))(
    "%s: no axe violation, nothing beside the page, no error",
    async (_name, scene) => {
      const { page, problems, close } = await openScene(browser, server.address, scene);
      await page.addScriptTag({ url: "/axe.js" }); // from the page's own origin: its policy stays in force
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: (asked: object) => Promise<AxeResults> } };
        const { violations } = await axe.run({ resultTypes: ["violations"] });
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
