// Where scenes are played: every one on a page of its own, in a context kept for many. A context's beginning
// (its process, its cache) costs more than what a scene does there.

const kept = new WeakMap(); // by browser: the contexts that are free, those to touch apart

/**
 * A page that has seen nothing: no storage, no cookie, no pointer; whoever takes it closes it.
 * Where the clock is moved, `timed`, the context too is its own.
 */
export async function takePage(browser, address, { timed, hasTouch, size, stored }) {
  const place =
    (!timed && free(browser)[hasTouch].pop()) || (await newPlace(browser, address, timed, hasTouch));
  const { context, anchor } = place;
  await context.clearCookies();
  await anchor.evaluate((entries) => {
    const { localStorage } = globalThis;
    localStorage.clear();
    for (const [name, value] of entries) localStorage.setItem(name, value);
  }, Object.entries(stored));
  const page = await context.newPage();
  await page.setViewportSize(size);
  return {
    page,
    async close() {
      if (timed) return context.close();
      await page.close(); // an open page goes on working
      free(browser)[hasTouch].push(place);
    },
  };
}

function free(browser) {
  if (!kept.has(browser)) kept.set(browser, { true: [], false: [] });
  return kept.get(browser);
}

/** The anchor is a page that says nothing: it keeps the context's process alive, and reaches its storage. */
async function newPlace(browser, address, timed, hasTouch) {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    locale: "zh-CN",
    timezoneId: "UTC",
    hasTouch,
  });
  const anchor = await context.newPage();
  await anchor.goto(`${address}/blank`);
  await context.addInitScript(countAnswers);
  if (timed) {
    await context.clock.install();
  } else {
    await context.addInitScript(countTimers); // a moved clock has timers of its own
    context.clock.fastForward = () => Promise.reject(new Error("a kept context's clock would stay moved"));
  }
  return { context, anchor };
}

/** In the page: how many answers it waits for, and streams that have told nothing yet; and true pictures. */
function countAnswers() {
  const page = globalThis;
  const { fetch, EventSource, requestAnimationFrame } = page;
  page.drawn = (act) => requestAnimationFrame(act); // a moved clock draws several at once
  page.unanswered = 0;
  const begin = () => {
    page.unanswered += 1;
    let ended = false;
    return () => {
      if (!ended) page.unanswered -= 1;
      ended = true;
    };
  };
  page.fetch = async (...asked) => {
    const end = begin();
    try {
      const answer = await fetch(...asked);
      answer.clone().text().then(end, end);
      return answer;
    } catch (error) {
      end();
      throw error;
    }
  };
  page.EventSource = class extends EventSource {
    constructor(...asked) {
      super(...asked);
      this.end = begin();
      for (const kind of ["snapshot", "error"]) this.addEventListener(kind, this.end);
    }
    close() {
      super.close();
      this.end();
    }
  };
}

/** In the page: when its timers end. */
function countTimers() {
  const page = globalThis;
  const { setTimeout, clearTimeout, performance } = page;
  page.timers = new Map(); // by id
  page.setTimeout = (act, wait = 0, ...given) => {
    const id = setTimeout(() => {
      page.timers.delete(id);
      act(...given);
    }, wait);
    page.timers.set(id, performance.now() + wait);
    return id;
  };
  page.clearTimeout = (id) => {
    page.timers.delete(id);
    clearTimeout(id);
  };
}

const SOON = 400; // milliseconds: a page that looks again and again is settled all the same

/** Until the page waits for nothing that ends soon, moves nothing, and has drawn two pictures without changing. */
export function settled(page) {
  return page.evaluate(
    (soon) =>
      new Promise((done) => {
        const { document, MutationObserver, performance, drawn } = globalThis;
        const until = performance.now() + soon;
        let still = 0;
        const watch = new MutationObserver(() => (still = 0));
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const waits = () => [...(globalThis.timers?.values() ?? [])].some((due) => due <= until);
        const moves = () => document.getAnimations().some(({ playState }) => playState === "running");
        const look = () => {
          still = globalThis.unanswered || waits() || moves() ? 0 : still + 1;
          if (still <= 2) return void drawn(look);
          watch.disconnect();
          done();
        };
        drawn(look);
      }),
    SOON,
  );
}
