// Every state of the public screens: which fixture, and what a customer does to get there.

const SIZES = { kiosk: [1080, 1920], wall: [1920, 1080], phone: [390, 844], book: [390, 844] };

function scene(
  view,
  name,
  { fixture = name, size = SIZES[view], lang, query = "", scale = 1, wait = ".screen", before, act } = {},
) {
  return {
    view,
    name,
    async open(browser, address, sharp = false) {
      const context = await browser.newContext({
        viewport: { width: size[0], height: size[1] },
        deviceScaleFactor: sharp ? scale : 1,
        reducedMotion: "reduce",
        locale: "zh-CN",
        timezoneId: "UTC",
      });
      const page = await context.newPage();
      const problems = [];
      page.on(
        "console",
        (message) =>
          message.type() === "error" &&
          !/Failed to load resource/.test(message.text()) &&
          problems.push(message.text()),
      );
      page.on("pageerror", (error) => problems.push(String(error)));
      if (act === silence) await page.clock.install();
      if (before) await page.addInitScript(before);
      await page.goto(`${address}/s/${fixture}/${view}/${lang ? `?lang=${lang}` : query}`);
      await page.waitForSelector(wait);
      await page.waitForTimeout(100);
      if (act) await act(page);
      await page.waitForTimeout(100);
      return { page, problems, close: () => context.close() };
    },
  };
}

const press = (text) => async (page) => {
  await page.getByRole("button", { name: text }).first().click();
  await page.waitForTimeout(60);
};
const both =
  (...acts) =>
  async (page) => {
    for (const act of acts) await act(page);
  };
const silence = async (page) => {
  await page.clock.fastForward(100_000);
  await page.waitForTimeout(300);
};
const stubPrint = async (page) => {
  await page.evaluate(() => {
    window.print = () => setTimeout(() => dispatchEvent(new Event("afterprint")), 50);
  });
};
/** Headless browsers have no voices: one that never ends its sentence. */
const stubSpeech = () => {
  const voices = [{ lang: "zh-CN", localService: true, name: "stub" }];
  Object.defineProperty(window, "speechSynthesis", {
    value: { getVoices: () => voices, speak() {}, cancel() {}, addEventListener() {} },
  });
  window.SpeechSynthesisUtterance = class {};
};
const stubBlocked = () => {
  const voices = [{ lang: "zh-CN", localService: true, name: "stub" }];
  Object.defineProperty(window, "speechSynthesis", {
    value: { getVoices: () => voices, speak() {}, cancel() {}, addEventListener() {} },
  });
  window.AudioContext = class {
    state = "suspended";
    resume = () => new Promise(() => {});
    addEventListener() {}
  };
};
/** A reader into which a card is put as soon as the page listens: read, or misread. */
const stubReader = () => {
  window.tingtangReader = {
    listen(heard) {
      window.readCard = heard;
      return () => undefined;
    },
  };
};
const card = (visit) => async (page) => {
  await page.evaluate((read) => window.readCard(read), visit);
  await page.waitForTimeout(60);
};
const speak = (name) => both(press(/EN|中文/), press(name));
const code = both(press(/预约取号|我有预约|I booked/), async (page) => {
  for (const digit of "204816") await page.getByRole("button", { name: digit, exact: true }).click();
});
const enter = (button) => both(code, press(button));
const cash = press(/个人现金|存钱、取钱|Personal cash|個人現金/);

export const SCENES = [
  scene("kiosk", "choose", { fixture: "morning" }),
  scene("kiosk", "choose-en", { fixture: "morning", act: speak("English") }),
  scene("kiosk", "choose-hant", { fixture: "morning", act: speak("繁體中文") }),
  scene("kiosk", "card", { fixture: "morning", before: stubReader, act: card("v-1") }),
  scene("kiosk", "card-misread", { fixture: "morning", before: stubReader, act: card() }),
  scene("kiosk", "large-card", {
    fixture: "plain",
    before: stubReader,
    act: both(press("大字版"), card("v-1")),
  }),
  scene("kiosk", "far"),
  scene("kiosk", "far-en", { fixture: "far", act: speak("English") }),
  scene("kiosk", "far-large", { fixture: "far", act: press("大字版") }),
  scene("kiosk", "far-ticket", { fixture: "far", act: cash }),
  scene("kiosk", "far-ticket-en", { fixture: "far", act: both(speak("English"), cash) }),
  scene("kiosk", "landscape", { fixture: "morning", size: [1280, 720] }),
  scene("kiosk", "unknown"),
  scene("kiosk", "ticket", { fixture: "morning", act: cash }),
  scene("kiosk", "ticket-en", { fixture: "morning", act: both(speak("English"), cash) }),
  scene("kiosk", "ticket-nophone", { fixture: "nophone", act: cash }),
  scene("kiosk", "ticket-unknown", { fixture: "unknown", act: cash }),
  scene("kiosk", "ticket-nowait", { fixture: "nowait", act: press("贷款咨询") }),
  scene("kiosk", "ticket-phone", { fixture: "morning", act: both(cash, press("只用手机")) }),
  scene("kiosk", "ticket-printed", {
    fixture: "morning",
    act: both(stubPrint, cash, press("打印号票"), (page) => page.waitForTimeout(200)),
  }),
  scene("kiosk", "ticket-nopaper", {
    fixture: "morning",
    act: both(stubPrint, cash, press("打印号票"), (page) => page.waitForTimeout(200), press("没有出票")),
  }),
  scene("kiosk", "large", { fixture: "plain", act: press("大字版") }),
  scene("kiosk", "large-hant", { fixture: "plain", act: both(speak("繁體中文"), press("大字版")) }),
  scene("kiosk", "large-en", { fixture: "plain", act: both(speak("English"), press("Large")) }),
  scene("kiosk", "large-ticket", { fixture: "plain", act: both(press("大字版"), cash) }),
  scene("kiosk", "cut", { act: silence }),
  scene("kiosk", "never", { act: silence }),
  scene("kiosk", "full", { act: press("对公业务") }),
  scene("kiosk", "full-tiles", { fixture: "full" }),
  scene("kiosk", "later", { fixture: "morning", act: press("外币业务") }),
  scene("kiosk", "stopped", { act: press("理财咨询") }),
  scene("kiosk", "closed"),
  scene("kiosk", "closed-en", { fixture: "closed", act: speak("English") }),
  scene("kiosk", "before"),
  scene("kiosk", "refused", { act: cash }),
  scene("kiosk", "unanswered", {
    act: (page) => cash(page).then(() => page.getByText("还没有取到号").waitFor()),
  }),
  scene("kiosk", "helpless"),
  scene("kiosk", "help", { fixture: "morning", act: press("需要帮助") }),
  scene("kiosk", "offer", { act: cash }),
  scene("kiosk", "offer-en", { fixture: "offer", act: both(speak("English"), cash) }),
  scene("kiosk", "offer-hant", { fixture: "offer", act: both(speak("繁體中文"), cash) }),
  scene("kiosk", "offer-atm", { act: cash }),
  scene("kiosk", "offer-calm", { act: cash }),
  scene("kiosk", "offer-calm-en", { fixture: "offer-calm", act: both(speak("English"), cash) }),
  scene("kiosk", "offer-accepted", { fixture: "offer", act: both(cash, press("智能柜台办理")) }),
  scene("kiosk", "offer-accepted-en", {
    fixture: "offer",
    act: both(speak("English"), cash, press("At a smart counter")),
  }),
  scene("kiosk", "offer-declined", { fixture: "offer", act: both(cash, press("窗口办理")) }),
  scene("kiosk", "offer-helped", { fixture: "offer", act: both(cash, press("请人教我")) }),
  scene("kiosk", "offer-called", { act: both(cash, press("智能柜台办理")) }),
  scene("kiosk", "offer-phone", { fixture: "offer", act: both(cash, press("只用手机")) }),
  scene("kiosk", "offer-never-large", { fixture: "offer", act: both(press("大字版"), cash) }),
  scene("kiosk", "passbook", { fixture: "morning", act: press("用存折办理") }),
  scene("kiosk", "nobook"),
  scene("kiosk", "code", { fixture: "met", act: code }),
  scene("kiosk", "code-en", { fixture: "met", act: both(speak("English"), code) }),
  scene("kiosk", "code-large", { fixture: "met", act: both(press("大字版"), code) }),
  scene("kiosk", "code-wrong", { fixture: "wrong-code", act: enter("取号") }),
  scene("kiosk", "code-early", { fixture: "too-early", act: enter("取号") }),
  scene("kiosk", "met", { act: enter("取号") }),
  scene("kiosk", "met-early", { fixture: "early", act: enter("取号") }),
  scene("kiosk", "met-early-en", {
    fixture: "early",
    act: both(speak("English"), enter("Get my number")),
  }),
  scene("kiosk", "met-late", { fixture: "late", act: enter("取号") }),
  scene("kiosk", "met-late-en", {
    fixture: "late",
    act: both(speak("English"), enter("Get my number")),
  }),
  scene("kiosk", "met-late-large", { fixture: "late", act: both(press("大字版"), enter("取号")) }),
  scene("kiosk", "last"),
  scene("kiosk", "help-coming", {
    fixture: "helped",
    act: both(press("需要帮助"), (page) => page.waitForTimeout(1800)),
  }),
  scene("kiosk", "language", { fixture: "morning", act: press("EN") }),
];

SCENES.push(
  scene("wall", "morning"),
  scene("wall", "calling", { act: (page) => page.waitForTimeout(1700) }),
  scene("wall", "speaking", {
    fixture: "calling",
    before: stubSpeech,
    act: (page) => page.waitForTimeout(3200),
  }),
  scene("wall", "blocked", {
    fixture: "morning",
    before: stubBlocked,
    act: (page) => page.waitForTimeout(700),
  }),
  scene("wall", "far"),
  scene("wall", "far-en", { fixture: "far", lang: "en" }),
  scene("wall", "cut", { act: silence }),
  scene("wall", "busy"),
  scene("wall", "before"),
  scene("wall", "quiet"),
  scene("wall", "closed"),
  scene("wall", "morning-en", { fixture: "morning", lang: "en" }),
  scene("wall", "morning-hant", { fixture: "morning", lang: "zh-Hant" }),
  scene("wall", "small", { fixture: "morning", size: [1366, 768] }),
);

const ENGLISH_LARGE = 'localStorage.setItem(\'tingtang:phone\', \'{"language":"en","large":true}\')';
const phone = (name, options = {}) => scene("phone", name, { scale: 2, ...options });
SCENES.push(
  phone("waiting", { fixture: "morning" }),
  phone("many"),
  phone("far"),
  phone("far-narrow", { fixture: "far", size: [320, 640] }),
  phone("far-large", {
    fixture: "far",
    size: [320, 640],
    before: "localStorage.setItem('tingtang:phone', '{\"large\":true}')",
  }),
  phone("next"),
  phone("unknown"),
  phone("late-sheet", { fixture: "morning", act: press("我会晚到") }),
  phone("change", { fixture: "morning", act: press("换一项业务") }),
  phone("cancel", { fixture: "morning", act: press("取消排队") }),
  phone("help", { fixture: "morning", act: press("需要帮助") }),
  phone("helped"),
  phone("voice", { fixture: "morning", act: press("投诉建议") }),
  phone("settings", { fixture: "morning", act: press("字号与语言") }),
  phone("refused", { act: both(press("我会晚到"), press("晚 10 分钟")) }),
  phone("called"),
  phone("serving"),
  phone("late"),
  phone("parked"),
  phone("led"),
  phone("led-en", { fixture: "led", before: ENGLISH_LARGE, size: [320, 640] }),
  phone("missed"),
  phone("missedlong"),
  phone("rate"),
  phone("rate-filled", {
    fixture: "rate",
    act: async (page) => {
      await page.getByRole("radio", { name: "满意", exact: true }).check();
      await press("态度亲切")(page);
      await press("讲得清楚")(page);
    },
  }),
  phone("offered"),
  phone("offered-calm"),
  phone("offered-narrow", { fixture: "offered", size: [320, 640] }),
  phone("away"),
  phone("away-asks"),
  phone("away-rm"),
  phone("away-en", { fixture: "away", before: ENGLISH_LARGE, size: [320, 640] }),
  phone("booked"),
  phone("thanks"),
  phone("done"),
  phone("abandoned"),
  phone("over", { wait: ".ended" }),
  phone("cut", { act: silence }),
  phone("en", {
    fixture: "morning",
    before: "localStorage.setItem('tingtang:phone', '{\"language\":\"en\"}')",
  }),
  phone("hant", {
    fixture: "morning",
    before: "localStorage.setItem('tingtang:phone', '{\"language\":\"zh-Hant\"}')",
  }),
  phone("called-en", {
    fixture: "called",
    before: "localStorage.setItem('tingtang:phone', '{\"language\":\"en\"}')",
  }),
  phone("large", {
    fixture: "morning",
    before: "localStorage.setItem('tingtang:phone', '{\"large\":true}')",
  }),
  phone("narrow", { fixture: "morning", size: [320, 640] }),
  phone("narrow-en", {
    fixture: "morning",
    size: [320, 640],
    before: ENGLISH_LARGE,
  }),
);

const book = (name, options = {}) =>
  scene("book", name, {
    scale: 2,
    query: "?branch=south",
    ...options,
    fixture: `book-${options.fixture ?? name}`,
  });
const cashFirst = press(/个人现金|Personal cash/);
const toPhone = both(cashFirst, async (page) => {
  await page.locator(".slot:enabled").nth(4).click();
  await page.locator("#phone").waitFor();
});
const toCode = both(toPhone, async (page) => {
  await page.locator("#phone").fill("138 0013 8000");
  await page.locator("form .btn").click();
  await page.waitForTimeout(150);
});
const enterCode = async (page) => {
  await page.locator("#code").fill("204816");
  await page.locator("form .btn").click();
  await page.waitForTimeout(150);
};
const toDone = both(toCode, enterCode);
const IN_ENGLISH = "localStorage.setItem('tingtang:phone', '{\"language\":\"en\"}')";
const IN_HANT = "localStorage.setItem('tingtang:phone', '{\"language\":\"zh-Hant\"}')";

SCENES.push(
  book("service", { fixture: "morning" }),
  book("slot", { fixture: "morning", act: cashFirst }),
  book("phone", { fixture: "morning", act: toPhone }),
  book("code", { fixture: "morning", act: toCode }),
  book("code-demo", { fixture: "demo", act: toCode }),
  book("code-unsent", { fixture: "unsent", act: toCode }),
  book("code-wrong", { fixture: "wrong-code", act: toDone }),
  book("code-expired", { fixture: "expired", act: toDone }),
  book("done", { fixture: "morning", act: toDone }),
  book("mine", { fixture: "morning", act: both(toDone, press("返回首页")) }),
  book("cancel", { fixture: "morning", act: both(toDone, press("取消预约")) }),
  book("cancelled", { fixture: "morning", act: both(toDone, press("取消预约"), enterCode) }),
  book("come", { fixture: "morning", act: both(toDone, press("返回首页"), press("我到了")) }),
  book("full", { act: cashFirst }),
  book("none", { act: cashFirst }),
  book("gone", { act: toCode }),
  book("wrong-number", { act: toCode }),
  book("used-up", { act: toCode }),
  book("slow", { act: toCode }),
  book("silent"),
  book("dead"),
  book("away"),
  book("slot-en", { fixture: "morning", before: IN_ENGLISH, act: cashFirst }),
  book("done-en", { fixture: "morning", before: IN_ENGLISH, act: toDone }),
  book("service-hant", { fixture: "morning", before: IN_HANT }),
  book("slot-360", { fixture: "morning", size: [360, 640], act: cashFirst }),
  book("code-360", { fixture: "morning", size: [360, 640], act: toCode }),
  book("slot-large", { fixture: "morning", before: ENGLISH_LARGE, size: [320, 640], act: cashFirst }),
  book("mine-large", {
    fixture: "morning",
    before: ENGLISH_LARGE,
    size: [320, 640],
    act: both(toDone, press("Start page")),
  }),
);
