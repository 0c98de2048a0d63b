// Every state of the staff screens: which fixture, and what somebody does to get there.
import { settled, takePage } from "./kept.mjs";

const SIZES = {
  counter: [1440, 900],
  desk: [1440, 900],
  lobby: [1366, 1024],
  office: [1440, 900],
  entrance: [1440, 900],
};

/** Opens one state; `problems` holds what the console complained of. */
export async function openScene(browser, address, scene) {
  const [width, height] = scene.size ?? SIZES[scene.view];
  const { page, close } = await takePage(browser, address, {
    timed: timed.has(scene.act),
    hasTouch: scene.view === "lobby",
    size: { width, height },
    stored: scene.language ? { [`/s/${scene.fixture}:language`]: scene.language } : {},
  });
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  const folder = scene.view === "entrance" ? (scene.path ?? "sign-in/") : `${scene.view}/`;
  await page.goto(`${address}/s/${scene.fixture}/${folder}${scene.query ?? ""}`);
  await page.waitForSelector(scene.wait ?? "main");
  await settled(page);
  if (scene.act) await scene.act(page);
  await settled(page);
  return { page, problems, close };
}

const tab = (name) => (page) => page.getByRole("tab", { name }).click();
const press = (name) => async (page) => {
  await page.getByRole("button", { name }).first().click();
  await settled(page);
};
const key = (name) => async (page) => {
  await page.keyboard.press(name);
  await settled(page);
};
/** The acts that move the clock: it is the whole context's, so their scenes have one of their own. */
const timed = new WeakSet();
const silence = (milliseconds, until = "body") => {
  const act = async (page) => {
    await page.clock.fastForward(milliseconds);
    await page.locator(until).waitFor();
    await settled(page);
  };
  timed.add(act);
  return act;
};

/** So long that the page knows it hears nothing any more. */
const cutOff = silence(20_000, ".is-cut");

const counter = (name, more = {}) => ({ view: "counter", name, fixture: `teller-${name}`, ...more });

const desk = (name, more = {}) => ({ view: "desk", name, fixture: `rm-${name}`, ...more });

const entrance = (name, more = {}) => ({ view: "entrance", name, fixture: `entrance-${name}`, ...more });
const fill = (values, button) => async (page) => {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByRole("button", { name: button }).click();
  await settled(page);
};
const office = (name, more = {}) => ({ view: "office", name, fixture: `head-${name}`, ...more });
/** The twin's page, and a question asked of it. */
const twin = (name, more = {}) => ({
  view: "office",
  name: `twin-${name}`,
  fixture: `twin-${name}`,
  query: "#twin",
  wait: ".twin-waits",
  ...more,
});
/** Its other half: drafts run on past days. */
const past = (name, more = {}) => twin(`past-${name}`, { query: "#twin/past", wait: ".trial", ...more });
const ask = (name) => async (page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await settled(page);
};
const lobby = (name, more = {}) => ({ view: "lobby", name, fixture: `manager-${name}`, ...more });
/** What the twin suggests to the lobby. */
const suggest = (name, more = {}) => ({
  view: "lobby",
  name: `suggest-${name}`,
  fixture: `suggest-${name}`,
  wait: ".sugs, .sugs-cut",
  ...more,
});
const pick = (name) => async (page) => {
  await page.locator("dialog").getByRole("button", { name }).first().click();
  await settled(page);
};
const choose = (number) => async (page) => {
  await page.locator(".person", { hasText: number }).first().click();
  await settled(page);
};
/** A verb of the second row: one tap further. */
const more = (name) => async (page) => {
  await page.locator(".verb-more").click();
  await pick(name)(page);
};
const verb = (name) => async (page) => {
  await page.locator(".verb", { hasText: name }).click();
  await settled(page);
};
const then = (...acts) => {
  const all = async (page) => {
    for (const act of acts) await act(page);
  };
  if (acts.some((act) => timed.has(act))) timed.add(all);
  return all;
};

const FUNNEL = { fixture: "head-selling", query: "#funnel", wait: ".funnel" };
const HOLDS = { fixture: "head-selling", query: "#holds", wait: ".holds" };
const scrolledTo = (selector) => async (page) => {
  await page.locator(selector).scrollIntoViewIfNeeded();
  await settled(page);
};
const nth = (at, name) => async (page) => {
  await page.getByRole("button", { name }).nth(at).click();
  await settled(page);
};
/** Opens a customer's file at the desk. */
const file = (at, name = "客户档案") => nth(at, name);
const last = (name) => nth(-1, name);
const RULES = { fixture: "head-rules", query: "#rules", wait: ".rules table" };
/** Opens a parameter's row, and goes on with a value. */
const change = (title, value) => async (page) => {
  await page.getByRole("button", { name: `修改：${title}` }).click();
  if (value === undefined) return;
  await page.getByRole("textbox", { name: title }).fill(value);
  await page.getByRole("button", { name: "下一步" }).click();
  await settled(page);
};

/** A decision table: whoever has no office of their own looks from the lobby's picture. */
const policy = (name, more = {}) => ({
  view: "office",
  name: `policy-${name}`,
  fixture: `policy-${name}`,
  query: "#policies/divert",
  wait: ".grid",
  ...more,
});
/** The library of scripts, or one of them. */
const script = (name, fixture, place = "", more = {}) => ({
  view: "office",
  name: `scripts-${name}`,
  fixture: `scripts-${fixture}`,
  query: `#scripts${place}`,
  wait: ".scripts",
  ...more,
});
/** What is typed in a draft's three languages and sent. */
const write = (texts, button) => async (page) => {
  for (const [language, text] of Object.entries(texts))
    await page.locator(`textarea[lang="${language}"]`).fill(text);
  await press(button)(page);
};
const cell = (row, column) => (page) => page.locator(`[data-place="${row - 1} ${column}"]`).click();
const keys =
  (...pressed) =>
  async (page) => {
    for (const each of pressed) await page.keyboard.press(each);
    await settled(page);
  };

/** An appointment as far as the phone number. */
const newBooking = async (page) => {
  for (const name of ["新预约", "个人现金", "11:15"]) await pick(name)(page);
  await page.locator("[name=phone]").fill("13912345678");
};
/** Somebody chosen has brought an experience card. */
const redeem = async (page) => {
  await choose("A061")(page);
  await more(/^核销体验卡/)(page);
  await page.locator("[name=serial]").fill("k7qm3-xw9tc");
};
/** Large cash at a counter. */
const teller = (name, more = {}) => ({
  view: "counter",
  name: `cash-${name}`,
  fixture: "cash-teller",
  act: tab(more.language ? "Large cash" : "大额取现"),
  ...more,
});
const choosing = async (page) => {
  await tab("大额取现")(page);
  await page.getByLabel("没有预约").fill("90000");
  await press("今天不够")(page);
};
/** Large cash in the office. */
const cash = (name, fixture, more = {}) => ({
  view: "office",
  name: `cash-${name}`,
  fixture: `cash-${fixture}`,
  query: "#cash",
  wait: ".cash-page",
  ...more,
});
/** What a reservation's form is filled in with. */
const reserving = (sum, phone) => async (page) => {
  await page.getByLabel("金额（元）").fill(sum);
  await page.getByLabel("手机号").fill(phone);
};

const tables = async (page) => {
  for (const button of await page.getByRole("button", { name: "表格" }).all()) await button.click();
  await settled(page);
};

export const SCENES = [
  counter("serving"),
  counter("serving-en", { fixture: "teller-serving", language: "en" }),
  counter("serving-hant", { fixture: "teller-serving", language: "zh-Hant" }),
  counter("serving-1280", { fixture: "teller-serving", size: [1280, 720] }),
  counter("called"),
  counter("called-en", { fixture: "teller-called", language: "en" }),
  counter("reopen", { act: tab(/过号/) }),
  counter("missed", { act: tab(/过号/) }),
  counter("missed-768", { fixture: "teller-missed", size: [1366, 768], act: tab(/过号/) }),
  counter("slow"),
  counter("free"),
  counter("empty"),
  counter("paused"),
  counter("summoned"),
  counter("summoned-en", { fixture: "teller-summoned", language: "en" }),
  counter("summoned-away"),
  counter("closing"),
  counter("stale-line", { fixture: "teller-cut", act: silence(7_000) }),
  counter("cut", { act: cutOff }),
  counter("never"),
  counter("stale-screen", { fixture: "teller-stale", act: key("Space") }),
  counter("refused", { act: key("Enter") }),
  counter("transfer", { fixture: "teller-serving", act: key("t") }),
  counter("business", { fixture: "teller-serving", act: key("b") }),
  counter("choose", { fixture: "teller-serving", act: key("/") }),
  counter("choose-reason", { fixture: "teller-serving", act: press(/A054/) }),
  counter("refer", { fixture: "teller-prompted", act: key("f") }),
  counter("refer-en", { fixture: "teller-prompted", act: key("f"), language: "en" }),
  counter("refer-more", { fixture: "teller-prompted", act: then(key("f"), press(/^更多/)) }),
  counter("refer-1280", { fixture: "teller-prompted", act: key("f"), size: [1280, 800] }),
  counter("refer-words-en", { fixture: "teller-prompted-en", act: key("f"), language: "en" }),
  counter("refer-words-hant", { fixture: "teller-prompted-hant", act: key("f"), language: "zh-Hant" }),
  counter("refer-words-1280-en", {
    fixture: "teller-prompted-en",
    act: key("f"),
    language: "en",
    size: [1280, 800],
  }),
  counter("refer-words-1280-hant", {
    fixture: "teller-prompted-hant",
    act: key("f"),
    language: "zh-Hant",
    size: [1280, 800],
  }),
  counter("refer-more-1280-en", {
    fixture: "teller-prompted-en",
    act: then(key("f"), press(/^More/)),
    language: "en",
    size: [1280, 720],
  }),
  counter("called-1280-en", { fixture: "teller-called", language: "en", size: [1280, 720] }),
  counter("prompted"),
  counter("prompted-done", { fixture: "teller-prompted", act: press("业务已办完") }),
  counter("prompted-1280", { fixture: "teller-prompted", size: [1280, 720] }),
  counter("held"),
  counter("led"),
  counter("led-en", { fixture: "teller-led", language: "en" }),
  counter("talked"),
  counter("talked-en", { fixture: "teller-talked", language: "en" }),
  counter("talking"),
  counter("talk-outcome", { fixture: "teller-talking", act: press("登记结果") }),
  counter("promised"),
  counter("promised-1280", { fixture: "teller-promised", size: [1280, 720] }),
  counter("referred"),
  counter("referred-en", { fixture: "teller-referred", language: "en" }),
  counter("introduced"),
  counter("offered"),
  counter("refused-today"),
  counter("around", { fixture: "teller-serving", act: tab(/过号/) }),
  counter("keys", { fixture: "teller-serving", act: key("?") }),
  counter("seat-menu", { fixture: "teller-serving", act: press(/^暂离$/) }),
  counter("compact", { fixture: "teller-serving", query: "?compact=1", size: [320, 200] }),
  counter("compact-called", { fixture: "teller-called", query: "?compact=1", size: [320, 200] }),
  counter("compact-en", { fixture: "teller-called", query: "?compact=1", size: [320, 200], language: "en" }),
  counter("standing"),
  counter("standing-summoned"),
  counter("standing-en", { fixture: "teller-standing", language: "en" }),
  counter("standing-1280", { fixture: "teller-standing", size: [1280, 720] }),
  counter("standing-narrow", { fixture: "teller-standing", size: [820, 1180], language: "en" }),
  counter("nobody"),
  counter("forbidden"),
  teller("list"),
  teller("list-en", { language: "en" }),
  teller("list-1280", { size: [1280, 720] }),
  teller("chosen", { act: then(tab("大额取现"), press(/尾号 1203/)) }),
  teller("pay", { act: then(tab("大额取现"), press(/尾号 1203/), press("够付")) }),
  teller("choose", { act: choosing }),
  teller("choose-1280", { act: choosing, size: [1280, 720] }),
  teller("choose-en", {
    language: "en",
    act: then(tab("Large cash"), (page) => page.getByLabel("Not reserved").fill("90000"), press("Not today")),
  }),
  teller("another-day", { act: then(choosing, press(/^改天再取/)) }),
  teller("rest", { fixture: "cash-rest" }),
  teller("signs", { act: then(tab("大额取现"), press(/尾号 1203/), press(/^请主管核实/)) }),
  teller("held", {
    act: then(tab("大额取现"), press(/尾号 1203/), press(/^请主管核实/), pick("问到就回避")),
  }),
  desk("busy"),
  desk("busy-en", { fixture: "rm-busy", language: "en" }),
  desk("busy-hant", { fixture: "rm-busy", language: "zh-Hant" }),
  desk("busy-1280", { fixture: "rm-busy", size: [1280, 720] }),
  desk("busy-narrow", { fixture: "rm-busy", size: [820, 1180], language: "en" }),
  desk("hand-on", { fixture: "rm-busy", act: press("转交") }),
  desk("keys", { fixture: "rm-busy", act: key("?") }),
  desk("brought"),
  desk("brought-narrow", { fixture: "rm-brought", size: [820, 1180], language: "en" }),
  desk("talk"),
  desk("talk-lost", { fixture: "rm-talk", act: then(press("登记结果"), pick("没有意向")) }),
  desk("talk-stopped", { fixture: "rm-stopped", act: press("登记结果") }),
  desk("talk-stopped-en", { fixture: "rm-stopped", language: "en", act: press("Note the outcome") }),
  desk("bookings", { fixture: "rm-busy", act: press("全部") }),
  desk("redeem", { fixture: "rm-talk", act: press("体验卡") }),
  desk("talk-consent", { fixture: "rm-consent", act: then(press("登记结果"), pick("以后跟进")) }),
  desk("talk-consent-en", {
    fixture: "rm-consent",
    language: "en",
    act: then(press("Note the outcome"), pick("Follow up later")),
  }),
  desk("held"),
  desk("file", { fixture: "rm-busy", act: file(1) }),
  desk("file-en", { fixture: "rm-busy", language: "en", act: file(1, "Customer file") }),
  desk("file-hant", { fixture: "rm-busy", language: "zh-Hant", act: file(1, "客戶檔案") }),
  desk("file-book", { fixture: "rm-busy", act: then(file(1), pick("约时间")) }),
  desk("file-narrow", { fixture: "rm-busy", size: [820, 1180], act: file(1) }),
  desk("file-held", { fixture: "rm-held", act: file(0) }),
  desk("file-take", { fixture: "rm-busy", act: then(file(1), pick("登记一份同意")) }),
  desk("file-withdraw", { fixture: "rm-busy", act: then(file(1), pick("撤回…")) }),
  desk("file-not-mine", { fixture: "rm-held", act: last("客户档案") }),
  desk("standing"),
  desk("empty"),
  desk("empty-en", { fixture: "rm-empty", language: "en" }),
  desk("refused", { act: key("Space") }),
  desk("cut", { act: cutOff }),
  desk("forbidden"),
  lobby("busy"),
  lobby("busy-en", { fixture: "manager-busy", language: "en" }),
  lobby("busy-hant", { fixture: "manager-busy", language: "zh-Hant" }),
  lobby("busy-1024", { fixture: "manager-busy", size: [1024, 768] }),
  lobby("busy-1024-en", { fixture: "manager-busy", size: [1024, 768], language: "en" }),
  lobby("chosen", { fixture: "manager-busy", act: choose("A052") }),
  lobby("left", { fixture: "manager-busy", act: then(choose("A058"), press("工具条换边")) }),
  lobby("folded", { fixture: "manager-busy", act: silence(61_000) }),
  lobby("before"),
  lobby("help"),
  lobby("help-en", { fixture: "manager-help", language: "en" }),
  lobby("last-numbers"),
  lobby("strip"),
  lobby("strip-en", { fixture: "manager-strip", language: "en" }),
  lobby("away"),
  lobby("overdue"),
  lobby("crowd"),
  lobby("people", { fixture: "manager-crowd", act: press(/^另有/) }),
  lobby("cut", { act: then(choose("A052"), cutOff) }),
  lobby("cut-paper", { act: cutOff }),
  lobby("cut-paper-en", { fixture: "manager-cut-paper", act: cutOff, language: "en" }),
  lobby("cut-paper-numbers", {
    fixture: "manager-cut-paper",
    act: then(cutOff, press("纸质号"), pick("A806")),
  }),
  lobby("cut-marked", {
    fixture: "manager-cut",
    act: then(
      choose("A053"),
      cutOff,
      verb("识别"),
      pick("直接咨询理财或基金"),
      pick("孕期"),
      key("Escape"),
      choose("A053"),
      verb("迎接"),
    ),
  }),
  lobby("assistant"),
  lobby("refused", { act: press("恢复排队 A047") }),
  lobby("issue", { fixture: "manager-busy", act: more(/^取号/) }),
  lobby("issued", { fixture: "manager-busy", act: then(more(/^取号/), pick(/^个人现金/)) }),
  lobby("identify", { fixture: "manager-busy", act: then(choose("A061"), verb("识别")) }),
  lobby("identify-en", {
    fixture: "manager-busy",
    language: "en",
    act: then(choose("A061"), verb("Identify"), pick("Asking")),
  }),
  lobby("signals", { fixture: "manager-busy", act: then(choose("A061"), verb("识别"), pick("咨询时")) }),
  lobby("link", {
    fixture: "manager-busy",
    act: then(choose("A061"), verb("识别"), async (page) => page.locator("summary").first().click()),
  }),
  lobby("greeted", { fixture: "manager-busy", act: verb("迎接") }),
  lobby("door", {
    fixture: "manager-busy",
    act: async (page) => page.locator(".door-visit").first().click(),
  }),
  lobby("door-guide", {
    fixture: "manager-busy",
    act: then(async (page) => page.locator(".door-visit").first().click(), verb("引导")),
  }),
  lobby("frail"),
  lobby("frail-identify", {
    fixture: "manager-frail",
    act: then(async (page) => page.locator(".door-visit").first().click(), verb("识别")),
  }),
  lobby("frail-guide", {
    fixture: "manager-frail",
    act: then(async (page) => page.locator(".door-visit").first().click(), verb("引导")),
  }),
  lobby("join", {
    fixture: "manager-busy",
    act: then(async (page) => page.locator(".door-visit").first().click(), more("对上号")),
  }),
  lobby("more", {
    fixture: "manager-busy",
    act: then(choose("A061"), (page) => page.locator(".verb-more").click()),
  }),
  lobby("guide", { fixture: "manager-busy", act: then(choose("A060"), verb("引导")) }),
  lobby("guide-vip", { fixture: "manager-busy", act: press("请沈一鸣") }),
  lobby("guide-vip-en", { fixture: "manager-busy", language: "en", act: press("To 沈一鸣") }),
  lobby("promised", { fixture: "manager-busy", act: then(choose("A061"), verb("引导")) }),
  lobby("divert", { fixture: "manager-busy", act: then(choose("A060"), verb("分流")) }),
  lobby("divert-protected", { fixture: "manager-busy", act: then(choose("A052"), verb("分流")) }),
  lobby("divert-open", { fixture: "manager-asking", act: then(choose("A060"), verb("分流")) }),
  lobby("free-counter", { act: choose("A060") }),
  lobby("held", { act: then(choose("A061"), verb("推荐")) }),
  lobby("held-chosen", { fixture: "manager-held", act: choose("A061") }),
  lobby("refer", { fixture: "manager-busy", act: then(choose("A061"), verb("推荐")) }),
  lobby("referred", {
    fixture: "manager-busy",
    act: then(choose("A061"), verb("推荐"), pick("客户口头同意"), pick(/^理财经理/)),
  }),
  lobby("bookings", { fixture: "manager-busy", act: press(/^预约/) }),
  lobby("bookings-en", { fixture: "manager-busy", act: press(/^Appointments/), language: "en" }),
  lobby("bookings-small", { fixture: "manager-busy", act: press(/^预约/), size: [1180, 820] }),
  lobby("bookings-phone", {
    fixture: "manager-busy",
    act: then(press(/^预约/), pick(/6604/), pick("显示手机号")),
  }),
  lobby("bookings-find", {
    fixture: "manager-busy",
    act: then(press(/^预约/), (page) => page.getByRole("searchbox").fill("7741")),
  }),
  lobby("bookings-cancel", {
    fixture: "manager-busy",
    act: then(press(/^预约/), pick(/1358/), pick(/^取消预约/)),
  }),
  lobby("bookings-came", { fixture: "manager-busy", act: then(press(/^预约/), pick(/^到店取号 10:40/)) }),
  lobby("booking-new", { fixture: "manager-busy", act: then(press(/^预约/), newBooking) }),
  lobby("booking-new-en", {
    fixture: "manager-busy",
    language: "en",
    act: then(press(/^Appointments/), pick("New appointment"), pick("Cash")),
  }),
  lobby("booking-full", {
    fixture: "manager-slot-full",
    act: then(press(/^预约/), newBooking, pick("保留时段")),
  }),
  lobby("booking-code", { fixture: "manager-busy", act: then(press(/^预约/), newBooking, pick("保留时段")) }),
  lobby("booking-booked", {
    fixture: "manager-busy",
    act: then(press(/^预约/), newBooking, pick("保留时段"), fill({ code: "204871" }, "确认预约")),
  }),
  lobby("redeem", { fixture: "manager-busy", act: redeem }),
  lobby("redeemed", { fixture: "manager-busy", act: then(redeem, pick("核销")) }),
  lobby("redeem-wrong", { fixture: "manager-wrong-card", act: then(redeem, pick("核销")) }),
  lobby("declined", { act: choose("A061") }),
  lobby("asking"),
  lobby("asking-en", { fixture: "manager-asking", language: "en" }),
  lobby("calm"),
  lobby("marked", {
    fixture: "manager-busy",
    act: then(choose("A061"), verb("识别"), pick(/^贵宾/), pick("认识的客户")),
  }),
  lobby("cash", { fixture: "cash-manager", act: more(/^预约现金/) }),
  lobby("cash-en", { fixture: "cash-manager", language: "en", act: more(/^Reserve cash/) }),
  lobby("cash-choice", {
    fixture: "cash-manager",
    act: then(choose("A060"), verb("引导"), pick("大额现金")),
  }),
  lobby("cash-vip", { fixture: "cash-vip", act: then(choose("A060"), verb("引导")) }),
  lobby("cash-held", { fixture: "cash-supervisor" }),
  lobby("cash-held-small", { fixture: "cash-supervisor", size: [1180, 820] }),
  lobby("transfer", { fixture: "manager-busy", act: then(choose("A061"), more(/^转办/)) }),
  lobby("merge", { fixture: "manager-busy", act: then(choose("A061"), more(/^合并/)) }),
  lobby("abandon", { fixture: "manager-busy", act: then(choose("A061"), more(/^离开/)) }),
  lobby("service", { fixture: "manager-busy", act: press(/个人现金.*11 人 ·/) }),
  lobby("day", { fixture: "manager-busy", act: press("停止取号") }),
  lobby("day-ending", { fixture: "manager-ending", act: press("结束营业") }),
  lobby("day-ending-en", { fixture: "manager-ending", language: "en", act: press("Close the day") }),
  lobby("day-ended", { fixture: "manager-ended", act: press("结束营业") }),
  lobby("paper", { fixture: "manager-busy", act: press("纸质号") }),
  lobby("1280", { fixture: "manager-busy", size: [1280, 960] }),
  lobby("small", { fixture: "manager-busy", size: [1180, 820] }),
  suggest("three"),
  suggest("three-en", { fixture: "suggest-three", language: "en" }),
  suggest("three-hant", { fixture: "suggest-three", language: "zh-Hant" }),
  suggest("three-1280", { fixture: "suggest-three", size: [1280, 800] }),
  suggest("three-1024", { fixture: "suggest-three", size: [1024, 768] }),
  suggest("three-1024-en", { fixture: "suggest-three", size: [1024, 768], language: "en" }),
  suggest("three-folded", {
    fixture: "suggest-three",
    act: silence(61_000),
  }),
  suggest("due"),
  suggest("taken", { fixture: "suggest-paused", act: press("请王思远恢复") }),
  suggest("summoned", { act: press("请王思远恢复") }),
  suggest("not-now", { act: press("请王思远恢复") }),
  suggest("not-now-en", { fixture: "suggest-not-now", language: "en", act: press("Ask 王思远 back") }),
  suggest("offered", { fixture: "suggest-three", act: press("逐位提议") }),
  suggest("reader"),
  suggest("cut", { act: cutOff }),
  office("suggest", { fixture: "suggest-office" }),
  office("suggest-en", { fixture: "suggest-office", language: "en" }),
  office("suggest-hant", { fixture: "suggest-office", language: "zh-Hant" }),
  office("suggest-1280", { fixture: "suggest-office", size: [1280, 900] }),
  office("suggest-narrow", { fixture: "suggest-office", size: [1024, 768] }),
  office("suggest-taken", { fixture: "suggest-office", act: press("请 5 号上岗") }),
  office("suggest-history", {
    fixture: "suggest-history",
    act: (page) => page.locator(".effects-card").getByRole("button", { name: "表格" }).click(),
  }),
  office("suggest-none", { fixture: "suggest-none" }),
  lobby("ahead"),
  lobby("ahead-chosen", { fixture: "manager-ahead", act: choose("A060") }),
  lobby("ahead-en", { fixture: "manager-ahead", language: "en", act: choose("A060") }),
  lobby("ahead-stale", { act: choose("A060") }),
  lobby("ahead-more", {
    fixture: "manager-ahead",
    act: then(choose("A060"), (page) => page.locator(".verb-more").click()),
  }),
  lobby("ahead-1280", { fixture: "manager-ahead", size: [1280, 800], act: choose("A050") }),
  lobby("ahead-1024", {
    fixture: "manager-ahead",
    size: [1024, 768],
    act: (page) => page.locator(".people-row", { hasText: "A050" }).click(),
  }),
  office("busy"),
  office("ended"),
  office("early"),
  office("evening"),
  office("evening-en", { fixture: "head-evening", language: "en" }),
  office("busy-en", { fixture: "head-busy", language: "en" }),
  office("busy-hant", { fixture: "head-busy", language: "zh-Hant" }),
  office("tables", { fixture: "head-busy", act: (page) => tables(page) }),
  office("narrow", { fixture: "head-busy", size: [1180, 1400] }),
  office("empty"),
  office("cut", { act: cutOff }),
  office("funnel", FUNNEL),
  office("funnel-en", { ...FUNNEL, language: "en" }),
  office("funnel-hant", { ...FUNNEL, language: "zh-Hant" }),
  office("funnel-narrow", { ...FUNNEL, size: [1024, 768] }),
  office("funnel-none", { ...FUNNEL, fixture: "head-selling-none" }),
  office("holds", HOLDS),
  office("holds-en", { ...HOLDS, language: "en" }),
  office("holds-hant", { ...HOLDS, language: "zh-Hant" }),
  office("holds-lift", { ...HOLDS, act: press("解除…") }),
  office("holds-none", { ...HOLDS, fixture: "head-selling-none" }),
  office("rules", RULES),
  office("rules-en", { ...RULES, language: "en" }),
  office("rules-hant", { ...RULES, language: "zh-Hant" }),
  office("rules-narrow", { ...RULES, size: [1024, 768] }),
  office("rules-edit", { ...RULES, act: change("两次呼叫最短间隔") }),
  office("rules-wrong", { ...RULES, act: change("两次呼叫最短间隔", "500") }),
  office("rules-sure", { ...RULES, act: change("两次呼叫最短间隔", "25") }),
  office("rules-discipline", { ...RULES, act: change("叫号规则") }),
  office("rules-stale", {
    ...RULES,
    fixture: "head-rules-stale",
    act: then(change("两次呼叫最短间隔", "25"), press("确认修改")),
  }),
  office("rules-cut", { ...RULES, fixture: "head-rules-cut", act: cutOff }),
  office("rules-reader", { ...RULES, fixture: "manager-rules" }),
  office("rules-words-en", { ...RULES, fixture: "head-rules-en", language: "en" }),
  office("rules-words-hant", { ...RULES, fixture: "head-rules-hant", language: "zh-Hant" }),
  office("ahead", { fixture: "twin-fresh" }),
  office("ahead-en", { fixture: "twin-fresh", language: "en" }),
  office("ahead-tables", { fixture: "twin-fresh", act: (page) => tables(page) }),
  office("ahead-stale", { fixture: "twin-stale" }),
  twin("fresh"),
  twin("fresh-en", { fixture: "twin-fresh", language: "en" }),
  twin("fresh-hant", { fixture: "twin-fresh", language: "zh-Hant" }),
  twin("care", { fixture: "twin-fresh", act: ask("关爱") }),
  twin("stale"),
  twin("unlearned", { wait: ".twin-none" }),
  twin("soon", { wait: ".twin-none" }),
  twin("closed", { wait: ".twin-none" }),
  twin("open", { fixture: "twin-fresh", act: ask("开 5 号窗口") }),
  twin("open-en", { fixture: "twin-fresh", language: "en", act: ask("Open counter 5") }),
  twin("open-table", { fixture: "twin-fresh", act: then(ask("开 5 号窗口"), tables) }),
  twin("open-old", { fixture: "twin-fresh", act: then(ask("开 5 号窗口"), silence(65_000)) }),
  twin("paused", { act: ask("开 5 号窗口") }),
  twin("summons", { fixture: "twin-paused", act: then(ask("开 5 号窗口"), press("请王思远恢复")) }),
  twin("close", { fixture: "twin-fresh", act: ask("关 3 号窗口") }),
  twin("move", { fixture: "twin-fresh", act: ask("推演") }),
  twin("divert", { fixture: "twin-fresh", act: ask("个人现金 → 智能柜台") }),
  twin("discipline", { fixture: "twin-fresh", act: ask("叫号改为先到先办") }),
  twin("waiting", { act: ask("开 5 号窗口") }),
  twin("late", { fixture: "twin-waiting", act: then(ask("开 5 号窗口"), silence(11_000)) }),
  twin("refused", { act: ask("开 5 号窗口") }),
  twin("seen"),
  twin("linked", { fixture: "twin-fresh", query: "#twin/open/5", wait: ".twin-answer h3" }),
  past("empty"),
  past("found", { fixture: "twin-past" }),
  past("found-en", { fixture: "twin-past", language: "en" }),
  past("found-hant", { fixture: "twin-past", language: "zh-Hant" }),
  past("asked", { fixture: "twin-past", act: ask("先到先办") }),
  past("running", { fixture: "twin-past-empty", act: ask("先到先办") }),
  past("few"),
  past("narrow", { fixture: "twin-past", size: [1024, 768] }),
  twin("manager", { fixture: "manager-ahead", act: ask("关 3 号窗口") }),
  twin("narrow", { fixture: "twin-fresh", size: [1024, 768], act: ask("开 5 号窗口") }),
  twin("1280", { fixture: "twin-fresh", size: [1280, 800], act: ask("关 3 号窗口") }),
  cash("list", "head"),
  cash("list-en", "head", { language: "en" }),
  cash("list-hant", "head", { language: "zh-Hant" }),
  cash("list-1280", "head", { size: [1279, 900] }),
  cash("list-narrow", "head", { size: [820, 1180] }),
  cash("empty", "empty"),
  cash("manager", "manager"),
  cash("supervisor", "supervisor"),
  cash("filled", "head", { act: reserving("83400", "13800131234") }),
  cash("wrong", "head", {
    act: then(
      reserving("80000", "138"),
      (page) => page.getByLabel("100 元").fill("790"),
      press(/^登记预约$/),
    ),
  }),
  cash("too-soon", "refused", { act: then(reserving("80000", "13800131234"), press(/^登记预约$/)) }),
  cash("cancel", "head", { act: press("取消") }),
  cash("police", "head", { act: press("登记报警…") }),
  cash("cut", "cut", { act: cutOff }),
  script("list", "head"),
  script("list-en", "head", "", { language: "en" }),
  script("list-hant", "head", "", { language: "zh-Hant" }),
  script("list-narrow", "head", "", { size: [820, 1180] }),
  script("ending", "head", "", { act: press("30 天内到期") }),
  script("find", "head", "", { act: then(keys("/"), (page) => page.keyboard.type("折页")) }),
  script("find-none", "head", "", { act: then(keys("/"), (page) => page.keyboard.type("没有这句")) }),
  script("waiting", "head", "/queue-own"),
  script("waiting-en", "head", "/queue-own", { language: "en" }),
  script("waiting-day", "head", "/queue-own", {
    act: (page) => page.locator(".script-from select").selectOption("day"),
  }),
  script("waiting-reason", "head", "/queue-own", { act: press("退回") }),
  script("waiting-own", "own", "/queue-own"),
  script("waiting-narrow", "head", "/queue-own", { size: [1180, 820] }),
  script("in-use", "head", "/fee-own"),
  script("in-use-sure", "head", "/fee-own", { act: press("停用…") }),
  script("start", "head", "/vip_wealth_free-1"),
  script("scheduled", "head", "/care-own"),
  script("expired", "head", "/farewell-own"),
  script("draft", "editor", "/fx-own"),
  script("sent", "editor", "/fx-own", { act: press("送批准") }),
  script("returned", "editor", "/wealth-own"),
  script("unknown", "editor", "/nothing"),
  script("reader", "reader", "/fee-own"),
  script("new", "editor", "/new"),
  script("new-en", "editor", "/new/fee-own", { language: "en" }),
  script("new-hant", "editor", "/new/fee-own", { language: "zh-Hant" }),
  script("refused", "refused", "/fx-own/edit", {
    act: write({ "zh-Hans": "您放心，这款宝 本，收好。" }, "保存草稿"),
  }),
  script("stale", "stale", "/queue-own", { act: press(/^批准$/) }),
  script("cut", "cut", "/fx-own", { act: cutOff }),
  policy("list", { fixture: "policy-draft", query: "#policies", wait: ".policies" }),
  policy("list-en", { fixture: "policy-draft", query: "#policies", wait: ".policies", language: "en" }),
  policy("draft"),
  policy("draft-edit", { fixture: "policy-draft", act: then(cell(6, 5), keys("Enter")) }),
  policy("draft-wrong", { fixture: "policy-draft", act: then(cell(6, 5), keys("7")) }),
  policy("order", { query: "#policies/order" }),
  policy("order-tried", { query: "#policies/order" }),
  policy("order-tried-en", { fixture: "policy-order-tried", query: "#policies/order", language: "en" }),
  policy("order-outdated", { query: "#policies/order" }),
  policy("line-tried", { query: "#policies/line" }),
  policy("line-tried-en", { fixture: "policy-line-tried", query: "#policies/line", language: "en" }),
  policy("divert-tried", { act: scrolledTo(".tried-table .btn") }),
  policy("divert-tried-en", {
    fixture: "policy-divert-tried",
    act: scrolledTo(".tried-table .btn"),
    language: "en",
  }),
  policy("draft-codes", { fixture: "policy-draft", act: then(cell(9, 3), keys("F2")) }),
  policy("draft-result", { fixture: "policy-draft", act: then(cell(6, 7), keys("Enter")) }),
  policy("draft-why", { fixture: "policy-draft", act: then(cell(6, 5), press("改话")) }),
  policy("draft-find", {
    fixture: "policy-draft",
    act: then(keys("/"), (page) => page.keyboard.type("缴费")),
  }),
  policy("draft-keys", { fixture: "policy-draft", act: keys("?") }),
  policy("draft-compare", { fixture: "policy-draft", act: press("与网点 v7 对比") }),
  policy("draft-dmn", { fixture: "policy-draft", act: press("DMN") }),
  policy("draft-versions", { fixture: "policy-draft", act: press("生效中 网点 v7") }),
  policy("draft-dropped", { fixture: "policy-away", act: then(cell(11, -1), keys("Delete")) }),
  policy("draft-en", { fixture: "policy-draft", language: "en" }),
  policy("draft-hant", { fixture: "policy-draft", language: "zh-Hant" }),
  policy("draft-1280", { fixture: "policy-draft", size: [1279, 900] }),
  policy("draft-narrow", { fixture: "policy-draft", size: [820, 1180] }),
  policy("fresh"),
  policy("wrong"),
  policy("tried"),
  policy("tried-listed", { fixture: "policy-tried", act: (page) => page.locator(".listed summary").click() }),
  policy("tried-en", { fixture: "policy-tried", language: "en" }),
  policy("outdated"),
  policy("sent"),
  policy("waiting"),
  policy("waiting-reason", { fixture: "policy-waiting", act: press("退回") }),
  policy("waiting-own"),
  policy("returned"),
  policy("scheduled"),
  policy("live"),
  policy("live-sure", { fixture: "policy-live", act: press("回退") }),
  policy("rolled", { query: "#policies/divert/8" }),
  policy("reader"),
  policy("bank"),
  policy("bank-list", { fixture: "policy-bound", query: "#policies", wait: ".policies" }),
  policy("bank-versions", { fixture: "policy-bound", act: press("生效中 网点 v7") }),
  policy("bank-beside", { fixture: "policy-bound", query: "#policies/divert/bank" }),
  policy("beyond"),
  policy("beyond-en", { fixture: "policy-beyond", language: "en" }),
  policy("beyond-hant", { fixture: "policy-beyond", language: "zh-Hant" }),
  policy("yielding"),
  policy("yielding-en", { fixture: "policy-yielding", language: "en" }),
  policy("bound"),
  policy("bound-result", { fixture: "policy-bound", act: then(cell(6, 7), keys("Enter")) }),
  policy("opens"),
  policy("opens-edit", { fixture: "policy-opens", act: then(cell(6, 8), keys("Enter")) }),
  policy("opens-en", { fixture: "policy-opens", language: "en" }),
  policy("line", { query: "#policies/line" }),
  policy("guide", { query: "#policies/guide" }),
  policy("guide-en", { fixture: "policy-guide", query: "#policies/guide", language: "en" }),
  policy("cut", { act: cutOff }),
  policy("away", { act: then(cell(6, 5), keys("6", "Backspace", "5", "Enter"), silence(1_000)) }),
  policy("moved", { act: then(cell(6, 5), keys("5", "Enter"), silence(1_000)) }),
  policy("refused", { act: press("送批准") }),
  entrance("demonstration"),
  entrance("demonstration-en", { fixture: "entrance-demonstration", language: "en" }),
  entrance("demonstration-small", { fixture: "entrance-demonstration", size: [820, 1180] }),
  entrance("signin"),
  entrance("signin-refused", {
    fixture: "entrance-signin",
    act: fill({ login: "chenyt", password: "wrong" }, "登录"),
  }),
  entrance("factor", { act: fill({ login: "chenyt", password: "right" }, "登录") }),
  entrance("inside"),
  entrance("invite", { fixture: "entrance-dead", path: "invite/TOKEN" }),
  entrance("invite-dead", {
    fixture: "entrance-dead",
    path: "invite/TOKEN",
    act: fill({ password: "a sentence to keep", repeat: "a sentence to keep" }, "设置并去登录"),
  }),
  entrance("enrol-dead", { fixture: "entrance-dead", path: "enrol/CODE" }),
];
