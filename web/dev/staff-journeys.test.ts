import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.mjs";
import { referred } from "../fixtures/lobby";
import { staffPages } from "./staff-pages";

const pages = staffPages("staff-journeys");
const { posts } = pages;
let page: Page;

async function open(seat: string, view: string, place = ""): Promise<void> {
  const context = await pages.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  page = await context.newPage();
  await page.goto(`${pages.server.address}/s/${seat}/${view}/${place}`);
  await page.waitForSelector(".bar-clock");
}
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
    await page.evaluate(() => {
      const now = performance.now();
      performance.now = () => now; // both fall into one breath, however slow the machine
    });
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
    expect(pages.server.verbs[0]).toMatchObject({
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
    expect(pages.server.verbs.map(({ body }) => body)).toEqual([
      { need: "infant", protected: true },
      { protected: "unknown" },
    ]);
  });

  test("the class is said with its reason, and taken back", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A061" }).click();
    await page.locator(".verb", { hasText: "识别" }).click();
    await page.locator("dialog").getByRole("button", { name: "贵宾", exact: true }).click();
    expect(posts()).toEqual([]);
    expect(await page.locator("dialog").getByRole("button", { name: "客户说不是" }).count()).toBe(0);
    await page.locator("dialog").getByRole("button", { name: "认识的客户" }).click();
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts()).toEqual(['/api/visits/v-A061/class "3"', '/api/visits/v-A061/class "4"']);
    expect(pages.server.verbs.map(({ body }) => body)).toEqual([
      { class: "vip", reason: "known_customer" },
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
    expect(pages.server.verbs.map(({ path, body }) => [path, body])).toEqual([
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
    expect(pages.server.verbs[0]).toMatchObject({
      path: "/api/visits/v-A060/signals",
      body: { code: "shows_vip_card" },
    });
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts()[1]).toBe("/api/signals/t/undo");
  });

  test("an arrival is led to the free desk in one tap, which the sheet explains", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "请沈一鸣 · A056" }).click();
    await page.locator("dialog").getByText("依据：贵宾 · 理财咨询 · 理财经理空闲").waitFor();
    expect(pages.server.verbs[0]).toMatchObject({
      path: "/api/visits/v-A056/guide",
      body: { rm: "s9", business: "wealth", desk: "c8" },
    });
    await page.locator("dialog").getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts()[1]).toBe('/api/guidances/g9/undo "1894"');
  });

  test("whoever the plan has no room for is found in the list, or by number", async () => {
    await open("manager-crowd", "lobby");
    const hidden = Number((await page.locator(".line .more-behind").first().textContent())!.slice(1));
    expect(hidden).toBeGreaterThan(0);
    await page.locator(".line .more-behind").first().click();
    const last = page.locator("dialog .person").last();
    const number = (await last.locator("span:not(.unseen)").last().textContent())!.slice(0, 4);
    await last.click();
    expect(await page.locator("dialog").count()).toBe(0);
    expect(await page.locator(".target").textContent()).toContain(number);
    await page.keyboard.press("/");
    await page.keyboard.type(number.toLowerCase());
    expect(await page.locator("dialog .person").count()).toBe(1);
    expect(posts()).toEqual([]);
  });

  test("whoever the door has no room for is found in the list, too", async () => {
    await open("manager-crowd", "lobby");
    await page.locator(".room-guide .more-behind").click();
    await page.locator("dialog .door-visit").last().click();
    expect(await page.locator("dialog").count()).toBe(0);
    expect(await page.locator(".target").textContent()).toContain("19");
  });

  test("somebody greeted by mistake is greeted again", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "迎接门口来客" }).click();
    await page.getByRole("button", { name: /撤销/ }).click();
    await settle();
    expect(posts().map((each) => each.split(" ")[0])).toEqual([
      "/api/branches/b-south/greetings",
      expect.stringMatching(/^\/api\/visits\/.*\/undo-greeting$/),
    ]);
  });

  test("a reply other than yes gives the desk back before the table is asked again", async () => {
    await open("manager-busy", "lobby");
    await page.getByRole("button", { name: "请沈一鸣 · A056" }).click();
    await page.waitForTimeout(700);
    await page.locator("dialog").getByRole("button", { name: "谢绝" }).click();
    await settle();
    expect(posts()).toEqual([
      "/api/visits/v-A056/guide",
      '/api/guidances/g9/undo "1894"',
      "/api/visits/v-A056/guide",
    ]);
    expect(pages.server.verbs[2]!.body).toMatchObject({ reply: "refuses" });
  });

  test("at a VIP counter the talk's outcome comes before the next number", async () => {
    await open("teller-talking", "counter");
    await page.keyboard.press("Space");
    await page.locator(".hand").getByRole("button", { name: "登记结果" }).click();
    await page.locator("dialog").getByRole("button", { name: "未作推介" }).click();
    await settle();
    expect(pages.server.verbs.map(({ path, body }) => [path, body])).toEqual([
      ["/api/referrals/r-2/conclude", { outcome: "no_offer", reason: "" }],
    ]);
  });

  test("a teller lets go of what was promised to whoever is in front of her", async () => {
    await open("teller-promised", "counter");
    await page.getByRole("button", { name: "不等了" }).click();
    await settle();
    expect(posts()).toEqual(['/api/guidances/g2/let-go "1894"']);
  });

  test("whoever was promised somebody and declines is noted in one tap", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A061" }).click();
    await page.locator(".verb", { hasText: "引导" }).click();
    await page.locator("dialog").getByRole("button", { name: "谢绝" }).click();
    await settle();
    expect(pages.server.verbs.map(({ path, body }) => [path, body])).toEqual([
      ["/api/visits/v-A061/guide", { reply: "refuses" }],
    ]);
  });

  test("an offer is made at once, and declined without a reason", async () => {
    await open("manager-busy", "lobby");
    await page.locator(".person", { hasText: "A060" }).click();
    await page.locator(".verb", { hasText: "分流" }).click();
    await page.locator("dialog").getByRole("button", { name: "谢绝", exact: true }).click();
    await settle();
    expect(posts()).toEqual(['/api/tickets/t-A060/offer "3"', '/api/offers/o9/answer "1894"']);
    expect(pages.server.verbs[1]!.body).toEqual({ answer: "decline" });
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
    expect(pages.server.verbs[0]).toMatchObject({ path: "/api/tickets/t-A052/offer", body: { asked: true } });
  });

  test("a referral says whom it asks", async () => {
    await open("manager-referring", "lobby");
    await page.locator(".person", { hasText: "A061" }).click();
    await page.locator(".verb", { hasText: "推荐" }).click();
    await page.locator("dialog").getByRole("button", { name: "客户口头同意" }).click();
    await page
      .locator("dialog")
      .getByRole("button", { name: /^理财经理/ })
      .click();
    await settle();
    pages.server.change("manager-referring", "lobby", { referrals: { r1: referred } });
    await page.locator("dialog").getByText("由 沈一鸣 接待").waitFor();
    expect(pages.server.verbs[0]).toMatchObject({
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
    expect(pages.server.verbs[0]!.body).toEqual({ value: 25 });
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
    const context = await pages.browser.newContext({ locale: "zh-CN" });
    page = await context.newPage();
    await page.goto(`${pages.server.address}/s/entrance-signin/sign-in/`);
    await page.locator("[name=login]").fill("chenyt");
    await page.locator("[name=password]").fill("wrong");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".refusal");
    expect(await page.locator(".refusal").textContent()).toBe("用户名或密码不对");
  });

  test("the second factor is asked for when the server wants it", async () => {
    const context = await pages.browser.newContext({ locale: "zh-CN" });
    page = await context.newPage();
    await page.goto(`${pages.server.address}/s/entrance-factor/sign-in/`);
    await page.locator("[name=login]").fill("chenyt");
    await page.locator("[name=password]").fill("right");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[name=code]");
  });
});

describe.skipIf(!hasChromium)("the relationship manager's desk by keyboard and mouse", () => {
  test("an appointment is made for whose file is open", async () => {
    await open("rm-busy", "desk");
    await page.getByRole("button", { name: "客户档案" }).nth(1).click();
    await page.locator("dialog").getByRole("button", { name: "约时间" }).click();
    await page.locator("dialog").getByRole("button", { name: "理财咨询" }).click();
    await page.locator("dialog .bk-slot:enabled").first().click();
    await page.locator("dialog input[name=phone]").fill("13912340000");
    await page.locator("dialog").getByRole("button", { name: "保留时段" }).click();
    await settle();
    const made = pages.server.verbs.find(({ path }) => path.endsWith("/bookings"));
    expect(made).toMatchObject({ body: { customer: "k-1", channel: "staff", phone: "13912340000" } });
  });

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
    expect(pages.server.verbs.at(-1)).toMatchObject({
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
    expect(pages.server.verbs.at(-1)).toMatchObject({
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
    await page.getByRole("button", { name: "咨询大额存单" }).click();
    const adviser = page.getByRole("button", { name: /沈一鸣/ });
    expect(await adviser.getAttribute("aria-disabled")).toBe("true"); // the customer was not asked yet
    await page.getByRole("button", { name: "客户今天口头同意" }).click();
    await adviser.click();
    await settle();
    expect(posts()).toEqual(["/api/visits/v-A048/signals", "/api/visits/v-A048/refer"]);
    expect(pages.server.verbs.at(-1)).toMatchObject({ body: { target: "rm", rm: "s8", spoken_yes: true } });
  });

  test("what is seldom said is one tap further, by when it shows", async () => {
    await open("teller-prompted", "counter");
    await page.getByRole("button", { name: /^更多/ }).click();
    const seldom = page.getByRole("dialog").getByRole("button", { name: "咨询个人养老金账户" });
    await seldom.click();
    expect(await page.locator(".refer-signal.is-beyond").textContent()).toBe("咨询个人养老金账户");
    await page.getByRole("button", { name: "客户今天口头同意" }).click();
    await page.getByRole("button", { name: /沈一鸣/ }).click();
    await settle();
    expect(pages.server.verbs[0]).toMatchObject({ body: { code: "asks_pension_account" } });
  });

  test("no time today: a signal and a card; a refusal needs neither", async () => {
    await open("teller-serving", "counter");
    expect(await page.getByRole("button", { name: /送体验卡/ }).getAttribute("aria-disabled")).toBe("true");
    await page.getByRole("button", { name: /^谢绝/ }).click();
    await settle();
    expect(posts().map((each) => each.split(" ")[0])).toEqual([
      "/api/visits/v-A048/refer",
      "/api/referrals/t/refuse",
    ]);
    expect(pages.server.verbs[0]).toMatchObject({ body: { target: "rm", spoken_yes: false } });
  });

  test("that the sentence was said is kept with one tap, once", async () => {
    await open("teller-prompted", "counter");
    await page.getByRole("button", { name: "说过了" }).click();
    await settle();
    expect(posts()).toEqual(["/api/branches/b-south/scripts/x-1/said"]);
    expect(pages.server.verbs[0]).toMatchObject({ body: { visit: "v-A048", moment: "process", version: 0 } });
    const kept = page.getByRole("button", { name: "已记下" });
    expect(await kept.getAttribute("aria-disabled")).toBe("true");
    expect(await kept.getAttribute("aria-pressed")).toBe("true");
  });

  test("who is led to the VIP counter is received there, and nobody is called meanwhile", async () => {
    await open("teller-led", "counter");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "已到" }).click();
    await settle();
    expect(posts()).toEqual(['/api/guidances/g1/arrived "1894"']);
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
      "送体验卡",
      "谢绝",
    ]);
  });
});

describe.skipIf(!hasChromium)("a decision table", () => {
  const EDIT = "/api/branches/b-south/policies/p-8/edit";
  async function openTable(seat = "policy-draft") {
    await open(seat, "office", "#policies/divert");
    await page.waitForSelector(".grid");
  }
  const cell = (row: number, column: number) => page.locator(`[data-place="${row - 1} ${column}"]`);
  const text = async (row: number, column: number) => (await cell(row, column).textContent())!.trim();
  const saved = () => page.waitForTimeout(900);
  const kept = () => page.getByText("已保存").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-place"));

  test("a DMN file brings a draft's rows, in whatever encoding it names", async () => {
    await openTable();
    const gb = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="GB18030"?><a>'),
      Buffer.from([0xcc, 0xfc]),
    ]);
    const file = { name: "divert.dmn", mimeType: "application/xml", buffer: gb };
    await page.locator("input[type=file]").setInputFiles(file);
    await settle();
    expect(posts()).toEqual([expect.stringMatching(/policies\/p-8\/import "\d+"$/)]);
    expect(pages.server.verbs[0]).toMatchObject({ body: { text: expect.stringContaining("<a>厅") } });
  });

  test("by keyboard: arrows go, typing replaces, Enter keeps, Esc leaves, Tab goes on", async () => {
    await openTable();
    await cell(6, 4).click();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("F2");
    await page.keyboard.press("Escape");
    expect(await text(6, 5)).toBe("≥ 8");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("≥5");
    await page.keyboard.press("Tab");
    expect([await text(6, 5), await focused()]).toEqual(["≥ 5", "5 6"]);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("2万-5万");
    await page.keyboard.press("Enter");
    expect([await text(6, 4), await focused()]).toEqual(["20,000 – 50,000", "5 4"]);
    await kept();
    expect(posts()).toEqual([`${EDIT} "608"`]);
    const { rows } = pages.server.verbs[0]!.body as { rows: { cells: string[] }[] };
    expect(rows[5]!.cells.slice(4)).toEqual(["[20000..50000)", ">= 5"]);
  });

  test("what can't be read is said at once, and Enter doesn't keep it", async () => {
    await openTable();
    await cell(6, 5).click();
    await page.keyboard.type("7");
    await page.getByText("7 不是分档界限，最近的是 6 和 8").waitFor();
    await page.keyboard.press("Enter");
    expect(await page.locator(".grid-input").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await text(6, 5)).toBe("≥ 8");
    await saved();
    expect(posts()).toEqual([]);
  });

  test("codes are picked, all but some too", async () => {
    await openTable();
    await cell(8, 3).click();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "除以下外" }).click();
    await page.getByRole("checkbox", { name: "开户" }).check();
    await page.getByText("即：除缴费、开户外").waitFor();
    await page.getByRole("button", { name: "确定" }).click();
    expect(await text(8, 3)).toContain("除缴费、开户外");
    await kept();
    const { rows } = pages.server.verbs[0]!.body as { rows: { cells: string[] }[] };
    expect(rows[7]!.cells[3]).toBe('not("fee", "opening")');
  });

  test("a row is added, moved, removed, and all of it undone", async () => {
    await openTable();
    const count = () => page.locator(".grid tbody tr").count();
    await cell(5, 2).click();
    await page.keyboard.press("Insert");
    expect([await count(), await focused()]).toEqual([12, "5 0"]);
    await page.keyboard.press("Alt+ArrowDown");
    expect(await focused()).toBe("6 0");
    await page.keyboard.press("Home");
    await page.keyboard.press("Delete");
    await page.getByText("已删除第 7 行").waitFor();
    expect(await count()).toBe(11);
    for (let back = 0; back < 3; back += 1) await page.keyboard.press("ControlOrMeta+z");
    expect(await count()).toBe(11);
    await saved();
    const last = pages.server.verbs.at(-1)?.body.rows; // on a slow machine what was meanwhile is kept, too
    expect(last === undefined || last.length === 11).toBe(true);
  });

  test("the law's rows can't be touched", async () => {
    await openTable();
    await cell(1, 0).click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Home");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Alt+ArrowDown");
    expect(await page.locator(".grid tbody tr").count()).toBe(11);
    await saved();
    expect(posts()).toEqual([]);
  });

  test("one click mends, and the case tried by hand is then decided", async () => {
    await openTable();
    await page.getByRole("textbox", { name: "金额，元" }).fill("30000");
    await page.getByRole("textbox", { name: "等候，人" }).fill("6");
    await page.locator(".try-answer", { hasText: "没有一行决定" }).waitFor();
    await page.getByRole("button", { name: "第 6 行改为 ≥ 5" }).click();
    await page.locator(".try-answer", { hasText: "第 6 行" }).waitFor();
    await saved();
    expect(posts()).toEqual([`${EDIT} "608"`]);
  });

  test("another table's version of the same number has rows of its own", async () => {
    await openTable();
    for (const [table, rows] of [
      ["divert", 10],
      ["line", 5],
      ["divert", 10],
    ] as const) {
      await page.evaluate((at) => (location.hash = at), `#policies/${table}/0`);
      await expect.poll(() => page.locator(".grid tbody tr").count()).toBe(rows);
    }
  });

  test("whoever may only read changes nothing", async () => {
    await openTable("policy-waiting-own");
    await cell(6, 5).click();
    await page.keyboard.press("Enter");
    await page.keyboard.type("5");
    await page.keyboard.press("Insert");
    expect(await page.locator(".grid-input").count()).toBe(0);
    expect(await page.getByRole("button", { name: "批准", exact: true }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    await saved();
    expect(posts()).toEqual([]);
  });

  test("returned with a reason, approved from the day that is chosen", async () => {
    await openTable("policy-waiting");
    await page.getByRole("combobox", { name: "生效" }).selectOption({ label: "11月24日 03:00，营业日开始" });
    await page.getByRole("button", { name: "批准", exact: true }).click();
    await settle();
    await page.getByRole("button", { name: "退回" }).click();
    await page.getByRole("menuitem", { name: "影响不清楚" }).click();
    await settle();
    expect(pages.server.verbs.map(({ path, match, body }) => [path.split("/").at(-1), match, body])).toEqual([
      ["approve", '"608"', { live_from: "2026-11-23T19:00:00.000Z" }],
      ["return", '"608"', { reason: "effect_unclear" }],
    ]);
  });
});
