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
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000); // both fall into one breath, however slow the machine
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
    await page.locator("dialog").getByRole("button", { name: "带婴幼儿" }).click();
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(server.verbs.map(({ body }) => body)).toEqual([
      { need: "infant", protected: true },
      { protected: false },
    ]);
  });

  test("the class is said with its reason, and taken back", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A061" }).click();
    await page.locator(".verb", { hasText: "识别" }).click();
    await page.locator("dialog").getByRole("button", { name: "贵宾", exact: true }).click();
    expect(posts()).toEqual([]);
    await page.locator("dialog").getByRole("button", { name: "员工判断" }).click();
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts()).toEqual(['/api/visits/v-A061/class "3"', '/api/visits/v-A061/class "4"']);
    expect(server.verbs.map(({ body }) => body)).toEqual([
      { class: "vip", reason: "staff_judgement" },
      { reason: "mistaken" },
    ]);
  });

  test("greeting, unchosen, takes whoever came first; the door is one tap of its own", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".verb", { hasText: "迎接" }).click();
    await settle();
    await page.waitForTimeout(600); // the breath that keeps a double click from greeting two
    await page.getByRole("button", { name: "迎接门口来客" }).click();
    await settle();
    expect(server.verbs.map(({ path, body }) => [path, body])).toEqual([
      ["/api/branches/b-south/greetings", { ticket: "t-B025" }],
      ["/api/branches/b-south/greetings", {}],
    ]);
  });

  test("a signal is one tap, and another takes it back", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A060" }).click();
    await page.locator(".verb", { hasText: "识别" }).click();
    await page.locator("dialog").getByRole("button", { name: "出示贵宾卡" }).click();
    await settle();
    expect(server.verbs[0]).toMatchObject({
      path: "/api/visits/v-A060/signals",
      body: { code: "shows_vip_card" },
    });
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts()[1]).toBe("/api/signals/t/undo");
  });

  test("an arrival is led to the free desk in one tap, which the sheet explains", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "请沈一鸣" }).click();
    await page.locator("dialog").getByText("我带您过去。").waitFor();
    expect(server.verbs[0]).toMatchObject({
      path: "/api/visits/v-A056/guide",
      body: { rm: "s9", business: "wealth", desk: "c8" },
    });
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts()[1]).toBe('/api/guidances/g9/undo "1894"');
  });

  test("a reply other than yes gives the desk back before the table is asked again", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "请沈一鸣" }).click();
    await page.waitForTimeout(700);
    await page.locator("dialog").getByRole("button", { name: "谢绝" }).click();
    await settle();
    expect(posts()).toEqual([
      "/api/visits/v-A056/guide",
      '/api/guidances/g9/undo "1894"',
      "/api/visits/v-A056/guide",
    ]);
    expect(server.verbs[2]!.body).toMatchObject({ reply: "refuses" });
  });

  test("an offer is made at once, and declined without a reason", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A060" }).click();
    await page.locator(".verb", { hasText: "分流" }).click();
    await page.locator("dialog").getByRole("button", { name: "谢绝", exact: true }).click();
    await settle();
    expect(posts()).toEqual(['/api/tickets/t-A060/offer "3"', '/api/offers/o9/answer "1894"']);
    expect(server.verbs[1]!.body).toEqual({ answer: "decline" });
    expect(await page.locator("dialog").count()).toBe(0);
  });

  test("protected people are offered nothing; what they ask for themselves is", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A052" }).click();
    await page.locator(".verb", { hasText: "分流" }).click();
    await settle();
    expect(posts()).toEqual([]);
    await page.locator("dialog").getByRole("button", { name: "客户主动要求" }).click();
    await settle();
    expect(server.verbs[0]).toMatchObject({ path: "/api/tickets/t-A052/offer", body: { asked: true } });
  });

  test("a referral says whom it asks", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A061" }).click();
    await page.locator(".verb", { hasText: "推荐" }).click();
    await page.locator("dialog").getByRole("button", { name: "客户口头同意" }).click();
    await page
      .locator("dialog")
      .getByRole("button", { name: /^理财经理/ })
      .click();
    await page.locator("dialog").getByText("由 沈一鸣 接待").waitFor();
    expect(server.verbs[0]).toMatchObject({
      path: "/api/visits/v-A061/refer",
      body: { target: "rm", business: "wealth", spoken_yes: true },
    });
  });

  test("a promise whose minutes are over asks, and so does a place somebody went to", async () => {
    await open("manager-asking", "lobby");
    await page.locator(".sug").getByRole("button", { name: "再等" }).click();
    await settle();
    await page.locator(".sug").getByRole("button", { name: "办好了" }).click();
    await settle();
    expect(posts()).toEqual(['/api/guidances/g1/keep-waiting "1871"', '/api/offers/o1/close "1820"']);
  });

  test("the second diversion offers one by one, and is set aside without a reason", async () => {
    await open("manager-busy", "lobby");
    const card = page.locator(".sug", { hasText: "可去" });
    expect(await card.locator(".saved").textContent()).toContain("6–13");
    await card.getByRole("button", { name: "不采纳" }).click();
    await settle();
    expect(await card.count()).toBe(0);
    expect(posts()).toEqual([]);
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
