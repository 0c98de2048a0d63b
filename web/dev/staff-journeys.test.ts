import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { serve } from "./serve.mjs";

const dist = new URL("../.shots/staff-journeys", import.meta.url).pathname;

let server: Awaited<ReturnType<typeof serve>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  if (!hasChromium) return;
  await buildPages(["staff"], dist);
  server = await serve({ port: 0, dist });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  server?.verbs.splice(0);
});

async function open(seat: string, view: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  page = await context.newPage();
  await page.goto(`${server.address}/s/${seat}/${view}/`);
  await page.waitForSelector(".bar-clock");
}
const posts = () => server.verbs.map(({ path, match }) => `${path} ${match ?? ""}`.trim());
const settle = () => page.waitForTimeout(400);

describe.skipIf(!hasChromium)("the counter by keyboard and mouse", () => {
  test("Space finishes and calls once, however long it is held", async () => {
    await open("teller-serving", "counter");
    await page.keyboard.down("Space");
    for (let held = 0; held < 5; held += 1) await page.keyboard.down("Space");
    await page.keyboard.up("Space");
    await settle();
    expect(posts()).toEqual(['/api/counters/c1/call-next "41"']);
  });

  test("an impatient double click calls one person", async () => {
    await open("teller-serving", "counter");
    await page.locator(".call").dblclick();
    await page.locator(".call").dblclick();
    await settle();
    expect(posts()).toHaveLength(1);
  });

  test("after a click Space still means the next customer, not the clicked button", async () => {
    await open("teller-serving", "counter");
    await page.getByRole("button", { name: "请评价" }).click();
    await settle();
    await page.keyboard.press("Space");
    await settle();
    expect(posts()).toEqual(['/api/tickets/t-A048/ask-rating "7"', '/api/counters/c1/call-next "41"']);
  });

  test("a button focused by keyboard keeps Space for itself", async () => {
    await open("teller-serving", "counter");
    await page.getByRole("button", { name: "请评价" }).focus();
    await page.keyboard.press("Space");
    await settle();
    expect(posts()).toEqual(['/api/tickets/t-A048/ask-rating "7"']);
  });

  test("letters typed into the search call nobody", async () => {
    await open("teller-serving", "counter");
    await page.keyboard.press("/");
    await page.waitForSelector("dialog[open] input");
    await page.keyboard.type("rnp a05");
    await settle();
    expect(posts()).toEqual([]);
    expect(await page.locator("dialog input").inputValue()).toBe("rnp a05");
  });

  test("a number out of turn is called with its reason", async () => {
    await open("teller-serving", "counter");
    await page.keyboard.press("/");
    await page.keyboard.type("054");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "回来补办" }).click();
    await settle();
    expect(server.verbs[0]).toMatchObject({
      path: "/api/counters/c1/call",
      body: { ticket: "t-A054", reason: "returned" },
      match: '"41"',
    });
    expect(await page.locator("dialog").count()).toBe(0);
  });

  test("a stale screen says so beside the button and repeats nothing", async () => {
    await open("teller-stale", "counter");
    await page.keyboard.press("Space");
    await page.waitForSelector(".refusal");
    expect(await page.locator(".call-block .refusal").textContent()).toBe("画面刚更新，请再看一眼");
    await page.waitForTimeout(1500);
    expect(posts()).toHaveLength(1);
  });

  test("the compact window works by keyboard, on the same store", async () => {
    await open("teller-called", "counter");
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "小窗" }).click();
    const small = await opened;
    await small.waitForSelector(".compact-number");
    expect(await small.locator(".compact-number").textContent()).toBe("A052");
    await small.keyboard.press("Enter");
    await settle();
    expect(posts()).toEqual(['/api/tickets/t-A052/arrive "3"']);
  });
});

describe.skipIf(!hasChromium)("the lobby", () => {
  test("a mark acts at once and can be taken back", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A061" }).click();
    await page.locator(".verb", { hasText: "识别" }).click();
    await page.locator("dialog").getByRole("button", { name: "贵宾" }).click();
    await page.getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(server.verbs.map(({ body }) => body)).toEqual([
      { class: "vip" },
      { class: "potential", protected: false },
    ]);
  });

  test("the rail keeps its side across a reload", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "工具条换边" }).click();
    await page.reload();
    await page.waitForSelector(".lobby-left");
  });

  test("a help call is answered with one tap", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "应答" }).click();
    await settle();
    expect(posts()).toEqual(["/api/help/h1/answer"]);
  });
});

describe.skipIf(!hasChromium)("the rules", () => {
  const GAP = "两次呼叫最短间隔";
  const row = () => page.getByRole("row", { name: GAP });
  async function openRules(seat = "head-rules") {
    await open(seat, "office");
    await page.getByRole("link", { name: "规则参数" }).click();
    await page.waitForSelector(".rules table");
  }

  test("the link leads there, and back to the present", async () => {
    await openRules();
    expect(await row().textContent()).toContain("20 秒15 秒5–120 秒韩立群");
    await page.getByRole("link", { name: "现在" }).click();
    await page.waitForSelector(".figures");
    await page.goBack();
    await page.waitForSelector(".rules table");
  });

  test("a value beyond its bounds is never sent", async () => {
    await openRules();
    await row().getByRole("button").click();
    for (const [text, said] of [
      ["121", "应在 5 到 120 之间"],
      ["4", "应在 5 到 120 之间"],
      ["2.5", "请填整数"],
    ] as const) {
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
      await page.getByText(said).waitFor();
    }
    expect(posts()).toEqual([]);
  });

  test("by keyboard: typed, confirmed, sent once with the plan's version", async () => {
    await openRules();
    await row().getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("25");
    await page.keyboard.press("Enter");
    await page.getByText("20 秒 改为 25 秒，立即生效。").waitFor();
    expect(posts()).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: `修改：${GAP}` }).waitFor();
    expect(posts()).toEqual(['/api/branches/b-south/parameters/recall_gap_s "512"']);
    expect(server.verbs[0]!.body).toEqual({ value: 25 });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      `修改：${GAP}`,
    );
  });

  test("Esc leaves all as it was, and gives the focus back", async () => {
    await openRules();
    await row().getByRole("button").click();
    await page.keyboard.type("9");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: `修改：${GAP}` }).waitFor();
    await settle();
    expect(posts()).toEqual([]);
  });

  test("who may only read them finds no button", async () => {
    await openRules("manager-rules");
    expect(await page.getByRole("button", { name: /修改/ }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "现在" }).count()).toBe(0);
  });
});

describe.skipIf(!hasChromium)("signing in", () => {
  test("a wrong password is said once, and sent once", async () => {
    const context = await browser.newContext({ locale: "zh-CN" });
    page = await context.newPage();
    await page.goto(`${server.address}/s/entrance-signin/sign-in/`);
    await page.locator("[name=login]").fill("chenyt");
    await page.locator("[name=password]").fill("wrong");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".refusal");
    expect(await page.locator(".refusal").textContent()).toBe("用户名或密码不对");
  });

  test("the second factor is asked for when the server wants it", async () => {
    const context = await browser.newContext({ locale: "zh-CN" });
    page = await context.newPage();
    await page.goto(`${server.address}/s/entrance-factor/sign-in/`);
    await page.locator("[name=login]").fill("chenyt");
    await page.locator("[name=password]").fill("right");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[name=code]");
  });
});

describe.skipIf(!hasChromium)("the relationship manager's desk by keyboard and mouse", () => {
  test("Space accepts what asks first, however long it is held", async () => {
    await open("rm-busy", "desk");
    await page.keyboard.down("Space");
    for (let held = 0; held < 5; held += 1) await page.keyboard.down("Space");
    await page.keyboard.up("Space");
    await settle();
    expect(posts()).toEqual(['/api/referrals/r-1/accept "210"']);
  });

  test("Enter begins no talk while somebody else asks first", async () => {
    await open("rm-busy", "desk");
    await page.keyboard.press("Enter");
    await settle();
    expect(posts()).toEqual([]);
  });

  test("handing on says why, and posts once", async () => {
    await open("rm-busy", "desk");
    await page.getByRole("button", { name: "转交" }).first().click();
    await page.getByRole("button", { name: "我现在没空" }).click();
    await settle();
    expect(server.verbs.at(-1)).toMatchObject({
      path: "/api/referrals/r-1/hand-on",
      body: { reason: "no_time" },
    });
    expect(posts()).toHaveLength(1);
  });

  test("what came to nothing needs its reason before anything is sent", async () => {
    await open("rm-talk", "desk");
    await page.getByRole("button", { name: "登记结果" }).first().click();
    await page.getByRole("button", { name: "没有意向" }).click();
    expect(posts()).toEqual([]);
    await page.getByRole("button", { name: "没有需要" }).click();
    await settle();
    expect(server.verbs.at(-1)).toMatchObject({
      path: "/api/referrals/r-1/conclude",
      body: { outcome: "not_interested", reason: "no_need" },
    });
  });

  test("a refusal stands beside the button", async () => {
    await open("rm-refused", "desk");
    await page.keyboard.press("Space");
    await page.waitForSelector(".rm-next-block .refusal");
  });

  test("whoever stands takes a desk here", async () => {
    await open("rm-standing", "desk");
    await page.getByRole("button", { name: "签到 8 号桌" }).click();
    await settle();
    expect(posts()).toEqual(['/api/counters/c8/take "48"']);
  });
});

describe.skipIf(!hasChromium)("a referral at the counter", () => {
  test("two taps: the signal, then to whom", async () => {
    await open("teller-prompted", "counter");
    await page.keyboard.press("f");
    await page.getByRole("button", { name: "提到存款到期" }).click();
    await page.getByRole("button", { name: "理财经理" }).click();
    await settle();
    expect(server.verbs.map(({ path }) => path.replace(/visits\/[^/]+/, "visits/V"))).toEqual([
      "/api/visits/V/signals",
      "/api/visits/V/refer",
    ]);
    expect(server.verbs.at(-1)).toMatchObject({ body: { target: "rm", spoken_yes: false } });
  });

  test("referring lights only after the business is said to be done", async () => {
    await open("teller-prompted", "counter");
    const now = () => page.locator(".step-now b").textContent();
    expect(await now()).toBe("及时办");
    await page.getByRole("button", { name: "业务已办完" }).click();
    expect(await now()).toBe("巧推荐");
    expect(posts()).toEqual([]);
  });

  test("without the customer's word a card or a refusal is all that is left", async () => {
    await open("teller-referred", "counter");
    const line = page.locator(".reopen", { hasText: "沈一鸣" });
    await line.waitFor();
    expect(await line.getByRole("button").allTextContents()).toEqual([
      expect.stringMatching(/^撤销/),
      "客户同意介绍",
      "体验卡",
      "谢绝",
    ]);
  });
});
