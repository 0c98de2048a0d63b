// Pictures of the staff screens' states, to lay beside the mocks: `node dev/staff-shots.mjs [view[/name]]…`
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { serve } from "./serve.mjs";
import { openScene, SCENES } from "./staff-scenes.mjs";

const home = new URL("..", import.meta.url).pathname;
const shots = join(home, ".shots");
const dist = join(shots, "staff-dist");
const wanted = process.argv.slice(2);

mkdirSync(shots, { recursive: true });
if (!process.env.KEEP) await buildPages(["staff"], dist);
const server = await serve({ port: 5290, dist });
const browser = await openBrowser();
for (const scene of SCENES) {
  if (wanted.length && !wanted.some((want) => `${scene.view}/${scene.name}`.startsWith(want))) continue;
  const { page, problems, close } = await openScene(browser, server.address, scene);
  await page.screenshot({ path: join(shots, `${scene.view}-${scene.name}.png`) });
  if (problems.length) console.log(scene.view, scene.name, problems);
  await close();
}
await browser.close();
await server.close();
