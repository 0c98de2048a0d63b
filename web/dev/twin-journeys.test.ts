import type { Page } from "playwright-core";
import { describe, expect, test, vi } from "vitest";
import { hasChromium } from "./browser.mjs";
import { staffPages } from "./staff-pages";

const pages = staffPages("twin-journeys");
const { posts } = pages;
let page: Page;

async function open(seat: string): Promise<void> {
  const context = await pages.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  page = await context.newPage();
  await page.clock.install();
  await page.goto(`${pages.server.address}/s/${seat}/office/#twin`);
  await page.waitForSelector(".twin-if .btn");
}
const posted = (expected: string[]) => vi.waitFor(() => expect(posts()).toEqual(expected), 10_000);
const ask = (name: string) => page.locator(".twin-asks").getByRole("button", { name }).click();
const answer = () => page.locator(".twin-answer");
const WHAT_IFS = "/api/branches/b-south/what-ifs";

describe.skipIf(!hasChromium)("the twin's page", () => {
  test("one tap closes a counter, with the seat as it was seen", async () => {
    await open("twin-fresh");
    await ask("关 3 号窗口");
    await answer().getByRole("button", { name: "关 3 号窗口" }).click();
    await answer().getByText("已办：关 3 号窗口").waitFor();
    await posted([WHAT_IFS, '/api/counters/c3/close "43"']);
  });

  test("another order of the lines is asked once more", async () => {
    await open("twin-fresh");
    await ask("叫号改为先到先办");
    await answer().getByRole("button", { name: "叫号改为先到先办" }).click();
    await page.locator("dialog").getByRole("button", { name: "取消" }).click();
    await posted([WHAT_IFS]);
    await answer().getByRole("button", { name: "叫号改为先到先办" }).click();
    await page.locator("dialog").getByRole("button", { name: "叫号改为先到先办" }).click();
    await answer().getByText("已办").waitFor();
    expect(posts()[1]).toMatch(/parameters\/discipline "\d+"$/);
    expect(pages.server.verbs[1]?.body).toEqual({ value: 0 });
  });

  test("nobody opens somebody else's counter: they are asked to", async () => {
    await open("twin-paused");
    await ask("开 5 号窗口");
    await answer().getByRole("button", { name: "请王思远恢复" }).click();
    await answer().getByText("王思远没有回应").waitFor(); // the fixture's picture stays as it was
    expect(posts()[1]).toMatch(/counters\/c5\/summon "\d+"$/);
  });

  test("the forecast is asked for each five seconds, and not while nobody looks", async () => {
    let asked = 0;
    await open("twin-fresh");
    page.on("request", (request) => (asked += Number(request.url().endsWith("/forecast"))));
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
    asked = 0;
    for (const n of [1, 2]) {
      let seconds = 0;
      for (; asked < n && seconds < 600; seconds += 1) await page.clock.runFor(1000);
      expect(asked).toBe(n);
      expect(seconds).toBeGreaterThanOrEqual(n === 1 ? 1 : 5); // the first one's clock ran before
    }
    await look(true);
    await page.clock.runFor(30_000);
    expect(asked).toBe(2);
    await look(false);
    await vi.waitFor(() => expect(asked).toBe(3), 10_000);
  });
});

/** Playwright shows every tab at once; a person sees one. */
const look = (away: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, away);
