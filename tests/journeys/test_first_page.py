"""The first page of a demonstration: every seat one click away, signed in, in one browser."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from journeys.house import Branch
from journeys.screens import RESTS_AFTER_MS, Screens, hide, show

SEATS = 16  # kiosk, wall, phone, five who lead, eight counters
CONNECTED = ".live-live, .heard:not(.lost, .off), .seats-grid"  # alive, or choosing a counter


def test_every_seat_opens_and_stays_signed_in(branch: Branch, screens: Screens) -> None:
    browser = screens.context("entrance")
    first = browser.new_page()
    first.goto(branch.house.url)
    first.locator(".branch").last.click()
    cards = first.locator(".seat-card")
    expect(cards).to_have_count(SEATS)

    tabs = [opened(browser, card) for card in cards.all()]
    browser.clock.fast_forward(RESTS_AFTER_MS)  # more tabs than lines: those out of sight let go
    whose = [me(tab) for tab in tabs]
    assert [one["kind"] for one in whose] == ["device"] * 2 + ["visitor"] + ["staff"] * 13
    people = cards.locator(".seat-words span").all_inner_texts()
    assert [one["name"] for one in whose if one["kind"] == "staff"] == people
    assert len({(one["kind"], one["name"], one["post"]) for one in whose}) == SEATS

    for tab, one in zip(tabs, whose, strict=True):
        show(tab)
        expect(tab.locator(CONNECTED).first).to_be_visible()
        assert me(tab) == one
        hide(tab)
        browser.clock.fast_forward(RESTS_AFTER_MS)


def opened(browser: BrowserContext, card: Locator) -> Page:
    """The seat in a tab of its own, until something of it is there; then the next tab covers it."""
    with browser.expect_page() as tab:
        card.click()
    page = tab.value
    expect(page.locator("main")).to_be_visible()
    hide(page)
    return page


def me(page: Page) -> dict[str, object]:
    """Who the tab is, as the server sees it."""
    base = re.match(r".*/[sv]/[^/]+", page.url)
    assert base
    told = page.evaluate(f"fetch('{base[0]}/api/me').then((me) => me.json())")
    return {name: told[name] for name in ("kind", "name", "post", "branch")}
