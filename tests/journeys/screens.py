"""The screens of one branch in real browsers, each in a context of its own."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from journeys.house import Branch, Hand
from journeys.words import HANS, Words
from tingtang.ops.demo.content import BRANCHES, TELLERS

SIZES = {
    "kiosk": (1080, 1920),
    "wall": (1920, 1080),
    "phone": (390, 844),
    "book": (390, 844),
    "lobby": (1280, 800),
    "counter": (1440, 900),
    "desk": (1440, 900),
    "office": (1440, 900),
    "entrance": (1440, 900),
}
PAPER = "window.print = () => setTimeout(() => dispatchEvent(new Event('afterprint')), 0);"
VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", {
  value: {
    getVoices: () => ["zh-CN", "en-GB"].map((lang) => ({ lang, localService: true, name: lang })),
    speak(sentence) {
      window.said.push(sentence.text);
      document.documentElement.dataset.said = window.said.join(" / ");
      setTimeout(() => sentence.onend(), 0);
    },
    cancel() {},
    addEventListener() {},
  },
});
window.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
"""
SIGHT = """
let hidden = false;
Object.defineProperty(Document.prototype, "hidden", { get: () => hidden });
window.lookAway = (away) => {
  hidden = away;
  document.dispatchEvent(new Event("visibilitychange"));
};
"""  # Playwright shows every tab at once; a person sees one
READER = "window.tingtangReader = { listen(heard) { window.cardRead = heard; return () => {}; } };"
RESTS_AFTER_MS = 11_000  # a tab out of sight lets go of its line


@dataclass
class Screens:
    """Opens screens and remembers them, to be closed at the test's end."""

    browser: Browser
    branch: Branch
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, url: str, view: str, words: Words = HANS) -> Page:
        """A page in a browser of its own, its clock at our disposal."""
        page = self.context(view, words).new_page()
        page.goto(url)
        return page

    def context(self, view: str, words: Words = HANS) -> BrowserContext:
        """A browser that nobody else uses."""
        width, height = SIZES[view]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=words.locale,
            reduced_motion="reduce",
            has_touch=view in ("kiosk", "phone", "lobby"),
        )
        self.contexts.append(context)
        context.add_init_script(PAPER + VOICE + SIGHT + READER)
        context.clock.install()
        return context

    def seat(self, seat: str, view: str, words: Words = HANS) -> Page:
        """A seat of the branch, opened from its link on the first page."""
        return self.open(f"{self.branch.base(seat)}/enter", view, words)

    def kiosk(self) -> Page:
        return self.seat("kiosk", "kiosk")

    def wall(self, words: Words = HANS) -> Page:
        page = self.seat("wall", "wall", words)
        page.goto(f"{self.branch.base('wall')}/wall/?lang={words.language}")
        return page

    def lobby(self, words: Words = HANS) -> Page:
        return self.seat("lobby", "lobby", words)

    def counter(self, number: str, words: Words = HANS) -> Page:
        """A teller's screen: at the counter, or choosing one."""
        page = self.seat(number, "counter", words)
        expect(page.locator(".call, .seats-grid")).to_be_visible()
        return page

    def desk(self, seat: str) -> Page:
        """The page of who receives customers: a relationship manager, or the branch head."""
        page = self.seat(seat, "desk")
        page.goto(f"{self.branch.base(seat)}/desk/")
        expect(page.locator(".rm")).to_be_visible()
        return page

    def phone(self, path: str, words: Words = HANS) -> Page:
        """A customer's phone, opened by the link on the ticket."""
        return self.open(self.branch.house.url + path, "phone", words)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


# ---------------------------------------------------------------- what people do


def take_number(kiosk: Page, words: Words) -> Any:
    """One touch on a service; the ticket as the kiosk was told of it."""
    with kiosk.expect_response("**/tickets") as told:
        kiosk.get_by_role("button", name=words.cash).tap()
    issued = told.value.json()
    expect(kiosk.locator(".no")).to_have_text(issued["number"])
    return issued


def insert_card(kiosk: Page, door: Hand, number: str) -> None:
    """The reader posts what it read, and tells the page whose visit it is."""
    kiosk.evaluate("(visit) => cardRead(visit)", door.read_card(number))
    expect(kiosk.get_by_text("已读取，请选择要办的业务")).to_be_visible()


def choose(kiosk: Page, words: Words) -> None:
    """Another language, for this customer."""
    kiosk.get_by_role("button", name="EN / 繁").tap()
    kiosk.get_by_role("button", name=words.own_name).tap()


def is_off(button: Locator) -> None:
    """It stays where it is, grey, and says why it cannot be pressed."""
    expect(button).to_have_attribute("aria-disabled", "true")


def is_on(button: Locator) -> None:
    expect(button).not_to_have_attribute("aria-disabled", "true")


def breathe(counter: Page) -> None:
    """Let the moment pass in which a second press of the same key would count as a slip."""
    counter.clock.fast_forward(1_000)


def press(window: Page, key: str, verb: str, opener: Page | None = None) -> None:
    """A key, until what it asked for is answered: the next key counts only then. A small window on
    top asks by its `opener`.
    """
    with (opener or window).expect_response(f"**/{verb}") as answer:
        window.keyboard.press(key)
    answer.value.finished()


def called(wall: Page) -> Locator:
    """The number that stands large on the wall."""
    return wall.locator(".now .no:not(.leaving)")


def expect_said(wall: Page, *sentences: str) -> None:
    """What the wall has said so far: all of it, each call twice."""
    twice = " / ".join(sentence for sentence in sentences for _ in range(2))
    expect(wall.locator("html")).to_have_attribute("data-said", twice)


def hide(page: Page) -> None:
    """Another tab is looked at."""
    page.evaluate("lookAway(true)")


def show(page: Page) -> None:
    """This tab is looked at again."""
    page.evaluate("lookAway(false)")


@contextmanager
def held(page: Page, verb: str) -> Iterator[None]:
    """Keep what a page sends to a verb; afterwards it goes its way."""
    kept: list[Route] = []

    def keep(route: Route) -> None:
        kept.append(route)

    page.route(f"**/{verb}", keep)
    yield
    for route in kept:
        route.continue_()
    page.unroute(f"**/{verb}")


# ---------------------------------------------------------------- what the hall is never told

STAFF = [*TELLERS["chengnan"], *BRANCHES[0].leaders]
CLASSES = re.compile(
    r"\b(vip|potential|ordinary|protected|emergency|overtaken)\b|贵宾|貴賓|潜在|潛在|普通",
    re.IGNORECASE,
)


def tells_nobody(pages: Iterable[Page], shown: str, *names: str) -> None:
    """No name and no class, neither on a page of the hall nor in anything that was sent for it.
    `shown` stands there, except at a kiosk that went back to its start.
    """
    for page in pages:
        known = page.content() + page.evaluate("JSON.stringify(Object.values(sessionStorage))")
        assert shown in known or "/kiosk/" in page.url
        assert not [name for name in (*STAFF, *names) if name in known]
        assert CLASSES.findall(known) == []
