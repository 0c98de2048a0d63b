/** The staff's pages with their fixtures in a browser, for the journeys of one test file. */
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { hasChromium, openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { serve } from "./serve.mjs";

export interface StaffPages {
  server: Awaited<ReturnType<typeof serve>>;
  browser: Awaited<ReturnType<typeof openBrowser>>;
  /** What was posted, with the versions that the screens saw. */
  posts: () => string[];
}

/** Built into a folder of their own, `name`; there once the tests begin, where there is a Chromium. */
export function staffPages(name: string): StaffPages {
  const dist = new URL(`../.shots/${name}`, import.meta.url).pathname;
  const pages = {
    posts: () => pages.server.verbs.map(({ path, match }) => `${path} ${match ?? ""}`.trim()),
  } as StaffPages;
  beforeAll(async () => {
    if (!hasChromium) return;
    await buildPages(["staff"], dist);
    pages.server = await serve({ port: 0, dist });
    pages.browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await pages.browser?.close();
    await pages.server?.close();
  });
  beforeEach(() => {
    pages.server?.verbs.splice(0);
  });
  afterEach(async () => {
    for (const each of pages.browser?.contexts() ?? []) await each.close(); // open pages go on working
  });
  return pages;
}
