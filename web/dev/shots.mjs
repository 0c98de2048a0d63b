// Pictures of the public screens' states, to lay beside the mocks: `node dev/shots.mjs [view[/name]]…`
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { SCENES } from "./scenes.mjs";
import { serve } from "./serve.mjs";

const home = new URL("..", import.meta.url).pathname;
const dist = join(home, ".shots/dist");
const wanted = process.argv.slice(2);

if (!process.env.KEEP) await buildPages(["public"], dist);
const server = await serve({ port: 0, dist });
const browser = await openBrowser();
mkdirSync(join(home, ".shots"), { recursive: true });
for (const scene of SCENES) {
  if (wanted.length && !wanted.some((want) => `${scene.view}/${scene.name}`.startsWith(want))) continue;
  const { page, problems, close } = await scene.open(browser, server.address, true);
  await page.screenshot({ path: join(home, `.shots/${scene.view}-${scene.name}.png`) });
  if (problems.length) console.log(scene.view, scene.name, problems);
  await close();
}
await browser.close();
await server.close();
