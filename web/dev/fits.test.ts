/** What a page's own width doesn't tell: parts that run out of their card, or lie on each other. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anything, services } from "../fixtures/morning";
import { hasChromium, openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { SCENES } from "./scenes.mjs";
import { serve } from "./serve.mjs";
import { openScene, SCENES as STAFF } from "./staff-scenes.mjs";

const dist = new URL("../.shots/fits", import.meta.url).pathname;

let server: Awaited<ReturnType<typeof serve>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  await buildPages(["public", "staff"], dist);
  server = await serve({ port: 0, dist });
  if (hasChromium) browser = await openBrowser();
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(name: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const found = SCENES.find((scene) => `${scene.view}/${scene.name}` === name);
  if (found) return found.open(browser, server.address);
  return openScene(
    browser,
    server.address,
    STAFF.find((scene) => `${scene.view}/${scene.name}` === name)!,
  );
}

/** The texts of the parts that reach beyond the inner edge of what they stand in. */
function beyond([inner, outer]: readonly [string, string]): string[] {
  return [...document.querySelectorAll<HTMLElement>(inner)].flatMap((part) => {
    if (part.getClientRects().length === 0) return []; // hidden here
    const frame = part.closest<HTMLElement>(outer)!;
    const style = getComputedStyle(frame);
    const zoom = frame.getBoundingClientRect().width / frame.offsetWidth;
    const inside = (side: string) => parseFloat(style.getPropertyValue(`padding-${side}`)) * zoom;
    const [mine, its] = [part.getBoundingClientRect(), frame.getBoundingClientRect()];
    const line = parseFloat(getComputedStyle(part).lineHeight) / 4; // a line is higher than its letters
    const out =
      mine.top < its.top || mine.right > its.right - inside("right") + 1 || mine.bottom > its.bottom + line;
    return out || part.scrollWidth > part.clientWidth + 1 ? [part.textContent] : [];
  });
}

const PARTS: [scene: string, inner: string, outer: string][] = [
  ["phone/far", ".pos dd > b", ".pos"],
  ["phone/far-narrow", ".pos dd > b", ".pos"],
  ["phone/far-large", ".pos dd > b", ".pos"],
  ["kiosk/far", ".tile .wait > *", ".tile"],
  ["kiosk/far-en", ".tile .wait > *", ".tile"],
  ["kiosk/far-large", ".row .w", ".row"],
  ["kiosk/far-large", ".row .what > *", ".row"],
  ["kiosk/far-ticket", ".fact dd", ".stub"],
  ["kiosk/far-ticket-en", ".fact dd", ".stub"],
  ["wall/far", ".waits td", ".side"],
  ["wall/far-en", ".waits td", ".side"],
  ["counter/reopen", ".hand > *", ".hand"],
  ["counter/reopen", ".around-column:not(:nth-child(3)) li > span", ".around-column"],
  ["counter/called", ".around-column:not(:nth-child(3)) li > span", ".around-column"],
  ["counter/called-en", ".around-column:not(:nth-child(3)) li > span", ".around-column"],
  ["counter/called-1280-en", ".around-column:not(:nth-child(3)) li > span", ".around-column"],
  ["counter/standing", ".seat-choice small", ".seat-choice"],
  ["counter/standing-en", ".seat-choice small", ".seat-choice"],
  ["counter/standing-1280", ".seat-choice small", ".seat-choice"],
  ["counter/standing-narrow", ".seat-choice small", ".seat-choice"],
  ["counter/prompted-1280", ".steps p > *", ".steps"],
  ["counter/referred-en", ".hand > *", ".hand"],
  ["counter/introduced", ".refer-open > *", ".refer"],
  ["desk/busy", ".rm-words > *", ".rm-card"],
  ["desk/busy", ".rm-acts > *", ".rm-card"],
  ["desk/busy-en", ".rm-words > *", ".rm-card"],
  ["desk/busy-en", ".rm-acts > *", ".rm-card"],
  ["desk/busy-en", ".rm-next > span", ".rm-next"],
  ["desk/busy-1280", ".rm-acts > *", ".rm-card"],
  ["desk/busy-narrow", ".rm-card > header > *", ".rm-card"],
  ["lobby/cut-paper", ".foot-service small", ".foot-services"],
  ["lobby/cut-paper-en", ".foot-service small", ".foot-services"],
  ["lobby/busy-en", ".seat-who span", ".seat"],
  ["lobby/busy-en", ".zone-title h3", ".zone"],
  ["lobby/strip-en", ".seat-who span", ".seat"],
  ["lobby/strip-en", ".zone-title h3", ".zone"],
  ["lobby/busy", ".doors > li", ".zone"],
  ["lobby/busy-en", ".doors > li", ".zone"],
  ["lobby/busy", ".advisers li > *", ".zone"],
  ["lobby/busy", ".sug .btn", ".sug"],
  ["lobby/busy-en", ".sug .btn", ".sug"],
  ["lobby/busy", ".came-row .row-act", ".came-row"],
  ["lobby/busy-en", ".came-row .row-act", ".came-row"],
  ["lobby/overdue", ".seat-time", ".seat"],
  ["office/policy-draft", ".case li", ".case"],
  ["office/policy-draft", ".life li", ".policy-head"],
  ["office/policy-draft", ".try > *", ".try"],
  ["office/policy-draft", ".grid-names th", ".grid"],
  ["office/policy-draft-en", ".case li", ".case"],
  ["office/policy-draft-en", ".life li", ".policy-head"],
  ["office/policy-draft-en", ".try > *", ".try"],
  ["office/policy-draft-en", ".mend > *", ".mend"],
  ["office/policy-tried-en", ".acts > *", ".acts"],
  ["office/policy-waiting", ".acts-row > *", ".acts"],
  ["office/twin-fresh-en", ".twin-waits > header > *", ".twin-waits"],
  ["office/scripts-waiting-en", ".script-one > header > *", ".script-one > header"],
  ["office/rules-words-en", ".rules td", ".rules table"],
  ["lobby/overdue", ".zone-title > *", ".zone"],
];

describe.skipIf(!hasChromium)("nothing runs out of its place", () => {
  test.concurrent.each(PARTS)("%s: %s within %s", async (name, inner, outer) => {
    const { page, close } = await open(name);
    await page.locator(inner).first().waitFor({ state: "attached" });
    const parts = await page.locator(inner).count();
    const out = await page.evaluate(beyond, [inner, outer] as const);
    await close();
    expect(parts).toBeGreaterThan(0);
    expect(out).toEqual([]);
  });
});

const SMALL: [inner: string, outer: string][] = [
  [".stat", ".bar"],
  [".legend > span", ".floor > header"],
  [".seat > *", ".seat"],
  [".zone-title h3", ".zone"],
  [".line-people > li", ".zone"],
  [".machine > *", ".machine"],
  [".advisers li > *", ".zone"],
  [".doors > li", ".zone"],
  [".sug .btn", ".sug"],
  [".foot-service > *", ".foot"],
];

describe.skipIf(!hasChromium)("a teller's signals", () => {
  test.each(["refer", "refer-1280", "refer-words-en", "refer-words-1280-en", "refer-words-1280-hant"])(
    "counter/%s: five and the way to the others, each in whole words",
    async (name) => {
      const { page, close } = await open(`counter/${name}`);
      const signals = page.locator(".refer-signal");
      const cut = await signals.evaluateAll((all) =>
        all.flatMap((one) =>
          one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth ? [one.textContent] : [],
        ),
      );
      const count = await signals.count();
      await close();
      expect(count).toBe(6);
      expect(cut).toEqual([]);
    },
  );
});

describe.skipIf(!hasChromium)("on a small tablet", () => {
  test.each(["busy-1024", "busy-1024-en", "suggest-three-1024", "suggest-three-1024-en"])(
    "lobby/%s: nothing runs out of its place, lists end with whole rows, people stand within their line",
    async (name) => {
      const { page, close } = await open(`lobby/${name}`);
      const out = await Promise.all(SMALL.map((parts) => page.evaluate(beyond, parts)));
      const cut = await page
        .locator(".lobby-lists .people-list > li, .lobby-lists .log > li")
        .evaluateAll((rows) =>
          rows.flatMap((row) => {
            const list = row.parentElement!.getBoundingClientRect();
            const { top, bottom } = row.getBoundingClientRect();
            return top < list.bottom - 7 && bottom > list.bottom + 1 ? [row.textContent] : [];
          }),
        );
      const below = await page.locator(".plan .line .person").evaluateAll((all) =>
        all.flatMap((one) => {
          const line = one.closest(".line")!.getBoundingClientRect();
          return one.getBoundingClientRect().bottom > line.bottom ? [one.textContent] : [];
        }),
      );
      await close();
      expect(Object.fromEntries(SMALL.map(([inner], at) => [inner, out[at]]))).toEqual(
        Object.fromEntries(SMALL.map(([inner]) => [inner, []])),
      );
      expect(cut).toEqual([]);
      expect(below).toEqual([]);
    },
  );

  test("the plan of a busy hall shows everybody who waits, one by one", async () => {
    const { page, close } = await open("lobby/suggest-three-1024");
    const shown = await page.locator(".plan .line .person").count();
    const more = await page.locator(".plan .line-more").count();
    await close();
    expect([shown, more]).toEqual([20, 0]);
  });
});

/** The texts of each chart that lie on another or reach beyond the chart. */
function collisions(): string[] {
  return [...document.querySelectorAll(".chart")].flatMap((chart) => {
    const edge = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].map((text) => ({
      words: text.textContent,
      ...text.getBoundingClientRect().toJSON(),
    }));
    const beyond = texts.filter(({ left, right }) => left < edge.left || right > edge.right);
    const crossed = texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter(
          (other) =>
            one.left < other.right &&
            other.left < one.right &&
            one.top < other.bottom &&
            other.top < one.bottom,
        )
        .map((other) => `${one.words} on ${other.words}`),
    );
    return [...beyond.map(({ words }) => words), ...crossed];
  });
}

describe.skipIf(!hasChromium)("in a chart no words lie on others", () => {
  test.concurrent.each(
    ["busy-en", "narrow", "ended", "early", "evening", "evening-en"].map((name) => `office/${name}`),
  )("%s", async (name) => {
    const { page, close } = await open(name);
    const hour = name.includes("evening") ? "18:00" : "09:00";
    await page.locator(".chart text", { hasText: hour }).first().waitFor(); // it is drawn
    const found = await page.evaluate(collisions);
    await close();
    expect(found).toEqual([]);
  });
});

describe.skipIf(!hasChromium)("what a scene says", () => {
  test("the kiosk's tiles are all of one width, and each name stands on one line", async () => {
    const { page, close } = await open("kiosk/far");
    await page.locator(".tile .title").first().waitFor();
    const tiles = await page.locator(".tile").evaluateAll((all) => all.map((tile) => tile.clientWidth));
    const names = await page.locator(".tile .title").evaluateAll((all) => all.map((one) => one.clientHeight));
    await close();
    expect(new Set(tiles).size).toBe(1);
    expect(new Set(names).size).toBe(1);
  });

  test("a cut phone keeps no wait, not even for those who listen", async () => {
    const { page, close } = await open("phone/cut");
    const text = await page.locator(".pos").textContent();
    await close();
    expect(text).not.toContain("预计等候");
  });

  test("the counter's cards stay within the window while a finish can be taken back", async () => {
    const { page, close } = await open("counter/reopen");
    const high = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    await close();
    expect(high).toBe(0);
  });

  test.each(["missed", "missed-768"])(
    "counter/%s: a list says how many it keeps below, and shows them",
    async (name) => {
      const { page, close } = await open(`counter/${name}`);
      const high = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      const end = await page
        .locator(".today")
        .evaluate((card) => card.getBoundingClientRect().bottom - innerHeight);
      const column = page.locator(".around-column").first();
      const whole = () =>
        column.locator("ul").evaluate((list) => {
          const { top, bottom } = list.getBoundingClientRect();
          return [...list.children].map((row) => {
            const box = row.getBoundingClientRect();
            return box.top >= top - 1 && box.bottom <= bottom + 1;
          });
        });
      const shown = (await whole()).filter(Boolean).length;
      const more = column.locator(".around-more");
      const said = await more.textContent();
      while (await more.isVisible()) {
        await more.click();
        await page.waitForTimeout(100);
      }
      const last = (await whole()).at(-1);
      await close();
      expect(high).toBe(0);
      expect(end).toBeLessThanOrEqual(0);
      expect(shown).toBeGreaterThan(0);
      expect(said).toBe(`下面还有 ${5 - shown} 项`);
      expect(last).toBe(true);
    },
  );

  test("in the lobby a missed number whose place is kept no longer is grey, and a vacant desk is no busy one", async () => {
    const { page, close } = await open("lobby/away");
    const mark = (number: string) =>
      page.locator(".beside-row", { hasText: number }).locator(".mark").getAttribute("class");
    const marks = [await mark("B018"), await mark("A047")];
    const desks = await page.locator(".advisers li").evaluateAll((all) => all.map((one) => one.className));
    await close();
    expect(marks).toEqual(["mark mark-past", "mark mark-over"]);
    expect(desks).toEqual(["is-away", ""]);
  });

  test("in the lobby no missed row is half shown, and headings are of one size", async () => {
    const { page, close } = await open("lobby/overdue");
    const end = await page.locator(".beside").evaluate((card) => card.getBoundingClientRect().bottom);
    const cut = await page.locator(".beside-row .btn").evaluateAll(
      (all, edge) =>
        all.filter((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return top < edge && bottom > edge;
        }).length,
      end,
    );
    const sizes = await page
      .locator(".line .zone-title h3")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).fontSize));
    await close();
    expect(cut).toBe(0);
    expect(new Set(sizes).size).toBe(1);
  });

  test("on the wall the old number is gone before the new one comes", async () => {
    const { page, close } = await open("wall/morning");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    const [gone, comes] = await page.evaluate(() =>
      ["leaving", "entering"].map((name) => {
        const part = document.querySelector(".fade")!.appendChild(document.createElement("div"));
        part.className = name;
        const { animationDelay, animationDuration } = getComputedStyle(part);
        return parseFloat(animationDelay) + (name === "leaving" ? parseFloat(animationDuration) : 0);
      }),
    );
    const joins = await page
      .locator(".last li")
      .first()
      .evaluate((row) => parseFloat(getComputedStyle(row).animationDelay));
    await close();
    expect(gone).toBeGreaterThan(0);
    expect(comes).toBeGreaterThanOrEqual(gone!);
    expect(joins).toBeGreaterThanOrEqual(gone!);
  });

  test("a kiosk that nobody answers sends nobody for a number to the desk", async () => {
    const { page, close } = await open("kiosk/unanswered");
    const text = await page.locator(".notes").textContent();
    await close();
    expect(text).toContain("由工作人员人工登记");
    expect(text).not.toContain("到咨询台取号");
  });

  test("each seat says what is done there, in the words of the language", async () => {
    const said = ["counter/standing", "counter/standing-en"].map(async (name) => {
      const { page, close } = await open(name);
      const text = await page
        .locator(".seat-choice", { hasText: /^3/ })
        .locator("small")
        .last()
        .textContent();
      await close();
      return text;
    });
    expect(await Promise.all(said)).toEqual(["个人非现金、外币业务", "Accounts and cards, Foreign currency"]);
  });

  test.each([
    ["large", "zh-Hans"],
    ["large-hant", "zh-Hant"],
    ["large-en", "en"],
  ] as const)(
    "%s: each plain choice has its own subtitle, which names no other service",
    async (name, spoken) => {
      const { page, close } = await open(`kiosk/${name}`);
      const choices = page.locator(".row:not(.callout, .by-code)");
      const titles = await choices.locator(".title").allTextContents();
      const hints = await choices.locator(".hint").allTextContents();
      await close();
      const shown = [services.cash!, services.noncash!, services.wealth!, anything];
      expect(titles).toEqual(shown.map((service) => service.plain_name[spoken]));
      expect(hints).toEqual(shown.map((service) => service.plain_hint[spoken]));
      const others = Object.values(services).flatMap((one) => [one.name[spoken], one.plain_name[spoken]]);
      expect(others.filter((other) => hints[3]!.includes(other))).toEqual([]);
    },
  );

  test("a call for help says who is summoned now, and who comes", async () => {
    const { page, close } = await open("lobby/help");
    const notes = await page.locator(".help-row .people-second").allTextContents();
    await close();
    expect(new Set(notes)).toEqual(
      new Set([
        "请 大堂经理 苏晓雯 在 38 秒内应答",
        "已转请 行长 韩立群",
        "请 同事 在 38 秒内应答",
        "副行长 马骏 已应答",
      ]),
    );
  });

  test("a kiosk whose call reaches nobody sends to the desk, and claims no one was told", async () => {
    const { page, close } = await open("kiosk/helpless");
    const said = await page.locator(".util.help").textContent();
    await close();
    expect(said).toContain("请到咨询台找工作人员");
  });

  test("one's own call for help is closed, a colleague's answered", async () => {
    const { page, close } = await open("lobby/help");
    const act = (title: string) =>
      page.locator(".help-row").filter({ hasText: title }).locator(".row-act").textContent();
    const acts = await Promise.all([act("大堂 求助"), act("3 号窗口 求助")]);
    await close();
    expect(acts).toEqual(["已帮好", "应答"]);
  });

  test("kiosk, lobby and office say how many counters work, of how many", async () => {
    const parts = [
      ["kiosk/choose", ".hero p", "6 个窗口正在办理"],
      ["lobby/busy", ".stat >> nth=2", "6/ 7 窗口"],
      ["office/busy", ".counters .sub", "6 / 7 在办"],
    ] as const;
    const said = parts.map(async ([name, part]) => {
      const { page, close } = await open(name);
      const text = await page.locator(part).first().textContent();
      await close();
      return text;
    });
    const all = await Promise.all(said);
    expect(all).toEqual(parts.map(([, , words]) => expect.stringContaining(words)));
  });

  test("a stopped service stays so when numbers end, and can go on", async () => {
    const { page, close } = await open("lobby/last-numbers");
    const stopped = page.locator(".foot-service", { hasText: "停办" });
    const names = await stopped.locator("b").allTextContents();
    await stopped.click();
    const dialog = await page.locator("dialog").textContent();
    await close();
    expect(names).toEqual(["外币业务"]);
    expect(dialog).toContain("系统故障，暂停办理");
    expect(dialog).toContain("恢复办理");
  });

  test("while the line is cut the lobby says which paper numbers were set aside, and enters none", async () => {
    const { page, close } = await open("lobby/cut-paper");
    const said = await page.locator(".foot-service small").allTextContents();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.getByRole("button", { name: "纸质号", exact: true }).click();
    const titles = await page.locator(".paper-block h3").allTextContents();
    const numbers = await page.locator(".paper-number").allTextContents();
    await page.getByRole("button", { name: "A804", exact: true }).click();
    const enter = page.getByRole("button", { name: "补录 1 个" });
    const off = await enter.getAttribute("aria-disabled");
    await enter.click({ force: true });
    await close();
    expect(said.slice(0, 2)).toEqual(["纸质号 A804–A840", "纸质号 B801–B820"]);
    expect(titles[0]).toBe("个人现金 · 已留出 A804 至 A820，共 17 个");
    expect(numbers).toHaveLength(17 + 20 + 20);
    expect(off).toBe("true");
    expect(asked.filter((path) => path.includes("/api/branches/"))).toEqual([]);
  });

  test("the day's log says which service stopped, and to what a counter came", async () => {
    const { page, close } = await open("lobby/busy");
    const log = await page.locator(".log").textContent();
    await close();
    expect(log).toContain("外币业务停办");
    expect(log).toContain("5 号窗口：未开");
    expect(log).toContain("4 号窗口办结 B016");
  });
});
