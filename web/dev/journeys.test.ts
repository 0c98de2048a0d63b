/** What a customer does, in a browser, against the fixtures: what is asked of the server, and what is seen. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { serve } from "./serve.mjs";
import { voicePack } from "./voice-pack";
import "../shared/reader";

const dist = new URL("../.shots/journeys", import.meta.url).pathname;

let server: Awaited<ReturnType<typeof serve>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  await buildPages(["public"], dist);
  server = await serve({ port: 0, dist, extra: voicePack(`${dist}-voice`, "/s/clips/voice") });
  if (hasChromium) browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Asked {
  seat: string;
  path: string;
  body: Record<string, unknown>;
  key: string;
  match?: string;
}
const asked = (seat: string, verb: string) =>
  (server.verbs as Asked[]).filter((one) => one.seat === seat && one.path.endsWith(verb));

async function open(seat: string, view: string, before?: () => void, query = ""): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1080, height: 1920 },
    reducedMotion: "reduce",
    locale: "zh-CN",
  });
  const page = await context.newPage();
  await page.clock.install();
  if (before) await page.addInitScript(before);
  await page.goto(`${server.address}/s/${seat}/${view}/${query}`);
  await page.waitForSelector(".screen");
  return page;
}
const tap = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

const paper = () => {
  window.print = () => setTimeout(() => dispatchEvent(new Event("afterprint")), 50);
};
const reader = () => {
  window.tingtangReader = {
    listen(heard) {
      Object.assign(window, { readCard: heard });
      return () => undefined;
    },
  };
};
const readCard = (page: Page, visit?: string) =>
  page.evaluate(
    (read) => (window as unknown as { readCard: (visit?: string) => void }).readCard(read),
    visit,
  );
const voice = () => {
  const said: string[] = [];
  Object.assign(window, { said });
  Object.defineProperty(window, "speechSynthesis", {
    value: {
      getVoices: () => [{ lang: "zh-CN", localService: true, name: "stub" }],
      speak(sentence: { text: string; onend: () => void }) {
        said.push(sentence.text);
        setTimeout(() => sentence.onend(), 100);
      },
      cancel: () => undefined,
      addEventListener: () => undefined,
    },
  });
  Object.assign(window, {
    SpeechSynthesisUtterance: class {
      text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  });
};
const saidOn = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);

describe.skipIf(!hasChromium)("the kiosk", () => {
  test("a card that was read goes with the next number, and with no other", async () => {
    const page = await open("card", "kiosk", reader);
    await readCard(page);
    await page.getByText("没有读到").waitFor();
    await readCard(page, "v-1");
    await page.getByText("已读取").waitFor();
    await tap(page, /个人现金/);
    await page.getByText("取号成功").waitFor();
    await page.clock.fastForward(26_000);
    await tap(page, /个人现金/);
    await page.getByText("取号成功").waitFor();
    expect(asked("card", "/tickets").map((one) => one.body.visit)).toEqual(["v-1", undefined]);
    await page.context().close();
  });

  test("two equal buttons after the number; the answer is kept, and one touch brings it back", async () => {
    const page = await open("offer", "kiosk");
    await tap(page, /个人现金/);
    const [counter, smart] = ["窗口办理", "智能柜台办理"].map((name) => page.getByRole("button", { name }));
    await counter!.waitFor();
    const [one, other] = [(await counter!.boundingBox())!, (await smart!.boundingBox())!];
    expect([one.width, one.height, one.y]).toEqual([other.width, other.height, other.y]);
    const look = (element: Element) => {
      const { color, backgroundColor, boxShadow, fontSize, fontWeight } = getComputedStyle(element);
      return { color, backgroundColor, boxShadow, fontSize, fontWeight };
    };
    expect(await counter!.evaluate(look)).toEqual(await smart!.evaluate(look));
    expect(await page.getByText("推荐").count()).toBe(0);
    await smart!.dblclick();
    await page.getByText("请到智能柜台 智1").waitFor();
    expect(asked("offer", "/answer").map((each) => [each.body, each.match])).toEqual([
      [{ answer: "accept" }, '"5"'],
    ]);
    await tap(page, "回到队伍");
    await page.locator(".stub").getByText("大约 09:52–09:58 叫到您").waitFor();
    expect(asked("offer", "/return").map((each) => each.match)).toEqual(['"6"']);
    await page.context().close();
  });

  test("nobody answered: the question is taken back; declined, or left to the phone, it isn't", async () => {
    const page = await open("offer-atm", "kiosk");
    await tap(page, /个人现金/);
    await page.getByRole("button", { name: "自助机办理" }).waitFor();
    await page.clock.fastForward(26_000);
    await page.getByText("请选择业务").waitFor();
    await expect.poll(() => asked("offer-atm", "/withdraw").length).toBe(1);
    await tap(page, /个人现金/);
    await tap(page, "窗口办理");
    await page.getByText("手机扫码看排队").waitFor();
    await page.clock.fastForward(26_000);
    await page.getByText("请选择业务").waitFor();
    await tap(page, /个人现金/);
    await page.getByRole("button", { name: "自助机办理" }).waitFor();
    await tap(page, "只用手机");
    await tap(page, "扫好了");
    await page.getByText("请选择业务").waitFor();
    expect(asked("offer-atm", "/withdraw")).toHaveLength(1);
    expect(asked("offer-atm", "/answer").map((each) => each.body)).toEqual([{ answer: "decline" }]);
    await page.context().close();
  });

  test("help with the machine is the customer's own wish, and somebody comes along", async () => {
    const page = await open("offer-helped", "kiosk");
    await tap(page, /个人现金/);
    await tap(page, /请人教我/);
    await page.getByRole("dialog").getByText("已经通知工作人员").waitFor();
    await page.getByText("请到智能柜台 智1").waitFor({ state: "attached" });
    expect(asked("offer-helped", "/withdraw")).toHaveLength(1);
    expect(asked("offer-helped", "/offer").map((each) => each.body)).toEqual([{}, { asked: true }]);
    expect(asked("offer-helped", "/answer").map((each) => each.body)).toEqual([{ answer: "accept" }]);
    expect(asked("offer-helped", "/help")).toEqual([]); // the offer has called already
    await page.context().close();
  });

  test("in large print nothing is asked, nor of whoever comes by appointment; a passbook is told", async () => {
    const page = await open("offer-never", "kiosk");
    await tap(page, "大字版");
    await tap(page, /存钱、取钱/);
    await page.getByText("取号成功").waitFor();
    await page.waitForTimeout(200);
    expect(asked("offer-never", "/offer")).toEqual([]);
    await page.clock.fastForward(91_000);
    await tap(page, /预约取号/);
    for (const digit of "204816") await page.getByRole("button", { name: digit, exact: true }).click();
    await page.getByRole("button", { name: "取号", exact: true }).dblclick();
    await page.getByText("取号成功").waitFor();
    await page.waitForTimeout(200);
    expect(asked("offer-never", "/offer")).toEqual([]);
    expect(asked("offer-never", "/check-in").map((each) => each.body)).toEqual([
      { code: "204816", language: "zh-Hans" },
    ]);
    await page.clock.fastForward(26_000);
    await tap(page, /用存折办理/);
    await tap(page, /个人现金/);
    await page.getByText("取号成功").waitFor();
    await page.clock.fastForward(26_000);
    await tap(page, /个人现金/);
    await page.getByText("取号成功").waitFor();
    expect(asked("offer-never", "/tickets").map((each) => each.body.need)).toEqual([
      undefined,
      "passbook",
      undefined,
    ]);
    await page.context().close();
  });

  test("a wrong code is said, and the next one goes under another key; unanswered it is the same", async () => {
    const page = await open("wrong-code", "kiosk");
    const enter = async (digits: string) => {
      for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click();
      await page.getByRole("button", { name: "取号", exact: true }).click();
    };
    await tap(page, /预约取号/);
    await enter("111111");
    await page.getByRole("alert").getByText("预约码不对").waitFor();
    await enter("222222");
    await expect.poll(() => asked("wrong-code", "/check-in").length).toBe(2);
    const sent = asked("wrong-code", "/check-in");
    expect(sent.map((each) => each.body.code)).toEqual(["111111", "222222"]);
    expect(new Set(sent.map((each) => each.key)).size).toBe(2);
    await page.context().close();
  });

  test("two touches: a number, and paper; an impatient finger takes no second number", async () => {
    const page = await open("nowait", "kiosk", paper);
    const tile = page.getByRole("button", { name: /个人现金/ });
    await tile.evaluate((element: HTMLElement) => [element, element].forEach((each) => each.click()));
    await page.getByText("E003").first().waitFor();
    expect(asked("nowait", "/tickets")).toHaveLength(1);
    expect(asked("nowait", "/tickets")[0]?.body).toEqual({
      service: "cash",
      language: "zh-Hans",
      channel: "kiosk",
    });
    await tap(page, "打印号票");
    await page.getByText("请取走号票").waitFor();
    await expect.poll(() => asked("nowait", "/printed").map((one) => one.body)).toEqual([{ ok: true }]);
    await tap(page, "没有出票");
    await page.getByText("请拍下屏幕").waitFor();
    expect(await page.getByText("E003").first().isVisible()).toBe(true);
    await expect
      .poll(() => asked("nowait", "/printed").map((one) => one.body))
      .toEqual([{ ok: true }, { ok: false }]);
    await page.context().close();
  });

  test("left alone it returns to the start and to simplified Chinese; a touch extends", async () => {
    const page = await open("morning", "kiosk");
    await tap(page, /EN/);
    await tap(page, "English");
    await tap(page, /Personal cash/);
    await page.getByText("Start page in 25 s").waitFor();
    await page.clock.fastForward(20_000);
    await page.locator(".no").click();
    await page.clock.fastForward(20_000);
    expect(await page.locator(".no").isVisible()).toBe(true);
    await page.clock.fastForward(6_000);
    await page.getByText("请选择业务").waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-Hans");
    await page.context().close();
  });

  test("unanswered, the next touch is the same attempt", async () => {
    const page = await open("unanswered", "kiosk");
    await tap(page, /个人现金/);
    const again = page.getByRole("button", { name: /再试一次/ });
    for (let i = 0; i < 80 && !(await again.isVisible()); i += 1) {
      await page.clock.fastForward(1_000);
      await page.waitForTimeout(50);
    }
    const before = asked("unanswered", "/tickets").length;
    await again.click();
    await expect.poll(() => asked("unanswered", "/tickets").length).toBeGreaterThan(before);
    expect(new Set(asked("unanswered", "/tickets").map((one) => one.key)).size).toBe(1);
    await page.context().close();
  });

  test("a number on screen outlives the line; then the kiosk says where to go, and recovers by itself", async () => {
    const page = await open("plain", "kiosk");
    await tap(page, /个人现金/);
    await page.getByText("A036").first().waitFor();
    server.setAway("plain", true);
    await page.clock.fastForward(16_000);
    expect(await page.getByText("A036").first().isVisible()).toBe(true);
    await page.clock.fastForward(12_000);
    await page.getByText("请到咨询台登记").waitFor();
    server.setAway("plain", false);
    for (let i = 0; i < 80 && !(await page.getByText("请选择业务").isVisible()); i += 1) {
      await page.clock.fastForward(1_000);
      await page.waitForTimeout(50);
    }
    expect(await page.getByText("请选择业务").isVisible()).toBe(true);
    await page.context().close();
  });
});

describe.skipIf(!hasChromium)("the wall", () => {
  test("what was called during a cut is listed and not spoken; the next call is, twice", async () => {
    const page = await open("journey", "wall", voice);
    const { calls } = server.fixtures.get("journey/wall").state;
    const at = server.fixtures.get("journey/wall").at;
    const call = (sequence: number, number: string) => ({ ...calls[0], sequence, number, at });
    await page.getByText("A029").waitFor();
    server.setAway("journey", true);
    await page.clock.fastForward(20_000);
    await page.getByText("显示暂停更新").waitFor();
    expect(await page.getByText("暂无").count()).toBe(5);
    server.change("journey", "wall", { calls: [call(920, "B014"), ...calls] });
    server.setAway("journey", false);
    for (let i = 0; i < 80 && !(await page.getByText("B014").isVisible()); i += 1) {
      await page.clock.fastForward(1_000);
      await page.waitForTimeout(50);
    }
    expect(await page.getByText("显示暂停更新").isVisible()).toBe(false);
    expect(await saidOn(page)).toEqual([]);
    server.change("journey", "wall", { calls: [call(921, "A031"), call(920, "B014"), ...calls] });
    await page.getByText("正在叫号").waitFor();
    await expect
      .poll(() => saidOn(page), { timeout: 10_000 })
      .toEqual(Array(2).fill("请 A 零 三 一 号，到 2 号窗口"));
    await page.context().close();
  });
});

describe.skipIf(!hasChromium)("the voice pack", () => {
  test("ten clips one right after another, twice, while 正在叫号 is lit", async () => {
    const page = await open("clips", "wall", () => {
      const started: number[] = [];
      Object.assign(window, { started });
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, when = 0) {
        started.push(when);
        start.call(this, when);
      };
    });
    const { at, state } = server.fixtures.get("clips/wall");
    await page.getByText("A029").waitFor();
    await expect.poll(() => page.getByText("本屏无语音").count()).toBe(0);
    await page.waitForTimeout(500);
    server.change("clips", "wall", {
      calls: [{ ...state.calls[0], sequence: 950, number: "A031", at }, ...state.calls],
    });
    await page.getByText("正在叫号").waitFor();
    const started = () => page.evaluate(() => (window as unknown as { started: number[] }).started);
    await expect.poll(async () => (await started()).length, { timeout: 10_000 }).toBe(20);
    const first = (await started()).slice(0, 10);
    for (const [place, when] of first.entries()) {
      if (place > 0) expect(when - (first[place - 1] ?? 0)).toBeCloseTo(0.05, 2);
    }
    await page.getByText("正在叫号").waitFor({ state: "detached" });
    await page.context().close();
  });
});

describe.skipIf(!hasChromium)("the booking page", () => {
  async function openBook(name: string): Promise<Page> {
    const page = await open(name, "book", undefined, "?branch=south");
    await page.getByText("您要办什么？").waitFor();
    return page;
  }
  async function chooseSlot(page: Page) {
    await tap(page, /个人现金/);
    await page.getByRole("button", { name: "10:45" }).click();
    await page.getByLabel("手机号").fill("138 0013 8000");
  }

  test("four questions, a code, and the slot is theirs; cancelled by code it is forgotten", async () => {
    const page = await openBook("book-morning");
    await tap(page, /个人现金/);
    expect(await page.getByRole("button", { name: /09:15 约满/ }).isEnabled()).toBe(false);
    expect(await page.getByRole("button", { name: /周六/ }).first().isEnabled()).toBe(false);
    await page.getByRole("button", { name: "10:45" }).click();
    await page.getByLabel("手机号").fill("138 0013 8000");
    await page.getByRole("button", { name: "获取预约码" }).dblclick();
    await page.getByText("138••••8000").waitFor();
    await page.getByLabel(/6 位数字/).fill("204816");
    await tap(page, "确认预约");
    await page.getByText("预约成功").waitFor();
    expect(asked("book-morning", "/bookings").map((each) => each.body)).toEqual([
      {
        service: "cash",
        slot_at: "2026-11-20T02:45:00.000Z",
        phone: "138 0013 8000",
        language: "zh-Hans",
      },
    ]);
    expect(asked("book-morning", "/confirm").map((each) => each.body)).toEqual([{ code: "204816" }]);
    await page.reload();
    await tap(page, "取消预约");
    await page.getByLabel(/6 位数字/).fill("204816");
    await tap(page, "取消预约");
    await page.getByText("已取消预约").waitFor();
    await page.reload();
    await page.getByText("您要办什么？").waitFor();
    expect(await page.getByRole("button", { name: "取消预约" }).count()).toBe(0);
    expect(asked("book-morning", "/bookings/k-1/cancel").map((each) => each.body)).toEqual([
      { code: "204816" },
    ]);
    await page.context().close();
  });

  test("the browser's way back leads to the question before; a code not come is asked for anew", async () => {
    const page = await openBook("book-unsent");
    await chooseSlot(page);
    await page.goBack();
    await page.getByText("什么时候来？").waitFor();
    await page.goForward();
    await page.getByRole("button", { name: "11:15" }).click();
    await page.getByLabel("手机号").fill("13800138000");
    await tap(page, "获取预约码");
    await page.getByText("短信没有发出").waitFor();
    await tap(page, "再发一次");
    await expect.poll(() => asked("book-unsent", "/send-again").length).toBe(1);
    expect(asked("book-unsent", "/bookings").length).toBe(1);
    await page.context().close();
  });

  test("just gone: back to the slots, with those that are free next", async () => {
    const page = await openBook("book-gone");
    await chooseSlot(page);
    await tap(page, "获取预约码");
    await page.getByText("刚刚约满").waitFor();
    await tap(page, /10:30/);
    await page.getByLabel("手机号").waitFor();
    await page.context().close();
  });

  test("who comes too often waits, and is told how long", async () => {
    const page = await openBook("book-slow");
    await chooseSlot(page);
    await tap(page, "获取预约码");
    await page.getByText("秒后可以再试").waitFor();
    expect(await page.getByRole("button", { name: "获取预约码" }).isEnabled()).toBe(false);
    await page.clock.fastForward(17_000);
    await expect.poll(() => page.getByRole("button", { name: "获取预约码" }).isEnabled()).toBe(true);
    await page.context().close();
  });
});

describe.skipIf(!hasChromium)("the phone", () => {
  test("late, with the version seen", async () => {
    const page = await open("next", "phone");
    await tap(page, "我会晚到");
    await page.getByRole("radio", { name: /20/ }).check();
    await page.getByRole("button", { name: "晚 20 分钟" }).dblclick();
    await expect.poll(() => asked("next", "/late")).toMatchObject([{ body: { minutes: 20 }, match: '"3"' }]);
    await page.context().close();
  });

  test("another place: accepted, brought back, or done; each with the version seen", async () => {
    const offered = await open("offered", "phone");
    const [one, other] = ["窗口办理", "智能柜台办理"].map((name) =>
      offered.getByRole("button", { name, exact: true }),
    );
    const [box, beside] = [(await one!.boundingBox())!, (await other!.boundingBox())!];
    expect([box.width, box.height]).toEqual([beside.width, beside.height]);
    await other!.dblclick();
    await expect
      .poll(() => asked("offered", "/answer").map((each) => [each.body, each.match]))
      .toEqual([[{ answer: "accept" }, '"7"']]);
    await offered.context().close();
    const page = await open("away", "phone");
    await page.getByText("您的号已保留").waitFor();
    await tap(page, "回到队伍");
    await expect.poll(() => asked("away", "/return").map((each) => each.match)).toEqual(['"8"']);
    await page.clock.fastForward(20 * 60_000);
    await page.getByText("办好了吗？").waitFor();
    await page.context().close();
    const asks = await open("away-asks", "phone");
    await asks.getByText("办好了吗？").waitFor();
    await tap(asks, "已经办好");
    await expect
      .poll(() => asked("away-asks", "/close").map((each) => each.body))
      .toEqual([{ outcome: "done" }]);
    await asks.context().close();
  });

  test("leaving the queue asks first, and Escape is no", async () => {
    const page = await open("many", "phone");
    await tap(page, "取消排队");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(asked("many", "/abandon")).toEqual([]);
    await tap(page, "取消排队");
    await page.getByRole("dialog").getByRole("button", { name: "取消排队" }).click();
    await expect.poll(() => asked("many", "/abandon").length).toBe(1);
    await page.context().close();
  });

  test("a rating is filled in by nobody but the customer", async () => {
    const page = await open("rate", "phone");
    expect(await page.getByRole("radio", { checked: true }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "提交评价" }).isEnabled()).toBe(false);
    await page.getByRole("radio", { name: "非常满意" }).check();
    await tap(page, "办得快");
    await tap(page, "提交评价");
    await expect
      .poll(() => asked("rate", "/rating").map((one) => one.body))
      .toEqual([{ score: 5, words: ["quick"] }]);
    await page.context().close();
  });

  test("with the line cut the place stays, and nothing can be asked", async () => {
    const page = await open("cut", "phone");
    await page.getByText("A036").first().waitFor(); // the line has stood
    await page.clock.fastForward(20_000);
    await page.getByText("最后更新").waitFor();
    expect(await page.getByText("A036").isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "我会晚到" }).isEnabled()).toBe(false);
    await page.context().close();
  });
});
