"""Large cash (DOMAIN.md §7): reserved and paid; unreserved and chosen; held and lifted."""

import re

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch
from journeys.screens import Screens, breathe, press, take_number
from journeys.words import HANS

PHONE, TAIL = "13800131234", "尾号 1234"
AGAIN_MS = 16_000  # a screen asks again by then


def reserve_for_today(branch: Branch) -> None:
    """The branch keeps cash for the same day until late, so that one day tells it all."""
    head, at = branch.hand("head"), f"/api/branches/{branch.id}/parameters"
    for name, value in (("cash_lead_days", 0), ("cash_cutoff_min", 1439)):
        head.post(f"{at}/{name}", {"value": value}, match=head.get(at)["version"])


def cash_page(screens: Screens, seat: str) -> Page:
    page = screens.seat(seat, "office")
    page.goto(f"{screens.branch.base(seat)}/office/#cash")
    expect(page.get_by_role("heading", name="现金预约")).to_be_visible()
    return page


def reservation(page: Page) -> Locator:
    return page.locator(".cash-wishes tbody tr").filter(has_text=TAIL)


def served_at(branch: Branch, screens: Screens, number: str) -> Locator:
    """Somebody with a number is served at a counter, whose card for large cash is open."""
    take_number(screens.kiosk(), HANS)
    branch.hand(number).sit(number)
    counter = screens.counter(number)
    press(counter, "Space", "call-next")
    expect(counter.locator(".hand-number")).to_have_text(re.compile(r"[A-Z]\d+"))
    breathe(counter)
    press(counter, "Enter", "arrive")
    counter.get_by_role("tab", name="大额取现").click()
    card = counter.get_by_role("region", name="大额取现")
    expect(card.get_by_role("button", name="够付", exact=True)).to_be_visible()
    return card


def tap(card: Locator, name: str) -> None:
    """A choice, once the last one has settled."""
    button = card.get_by_role("button", name=name).first
    expect(button).to_be_visible()  # the last answer has come: the moment counts from there
    breathe(card.page)
    button.click()


def test_a_sum_is_reserved_confirmed_prepared_by_another_and_paid(
    branch: Branch, screens: Screens
) -> None:
    reserve_for_today(branch)
    lobby = cash_page(screens, "lobby")
    lobby.get_by_label("金额（元）").fill("80000")
    expect(lobby.get_by_text("合计 ¥80,000，与金额一致")).to_be_visible()
    lobby.get_by_label("手机号").fill(PHONE)
    lobby.get_by_role("button", name="登记预约").click()
    expect(reservation(lobby)).to_contain_text("待确认")
    expect(lobby.locator(".cash-wishes")).not_to_contain_text("80,000")
    breathe(lobby)
    reservation(lobby).get_by_role("button", name="确认").click()
    expect(reservation(lobby)).to_contain_text("等另一人备妥")

    vault = cash_page(screens, "operations")
    expect(vault.locator(".cash-needed")).to_contain_text("1 笔已确认")
    expect(vault.locator(".cash-count")).to_have_text("800")
    reservation(vault).get_by_role("button", name="已备妥").click()
    expect(reservation(vault)).to_contain_text("等客户来取")

    card = served_at(branch, screens, "1")
    tap(card, TAIL)
    expect(card).to_contain_text("¥80,000")
    tap(card, "够付")
    tap(card, "付清 ¥80,000")
    expect(card).to_contain_text("已付清")


def test_who_reserved_nothing_takes_a_part_and_comes_again(
    branch: Branch, screens: Screens
) -> None:
    card = served_at(branch, screens, "1")
    card.get_by_label("没有预约").fill("90000")
    tap(card, "今天不够")
    expect(card).to_contain_text("¥90,000 由客户选")
    expect(card).not_to_contain_text("拒")
    card.get_by_label("今天先付（元）").fill("20000")
    tap(card, "先付这些")
    expect(card).to_contain_text("还剩 ¥70,000 由客户选")
    tap(card, "改天再取")
    dialog = card.page.get_by_role("dialog")
    expect(dialog).to_contain_text("合计 ¥70,000，与金额一致")
    dialog.get_by_label("手机号").fill(PHONE)
    breathe(card.page)
    dialog.get_by_role("button", name="改约到这一天").click()
    expect(card).to_contain_text("已改约到")


def test_a_held_payment_is_looked_at_lifted_and_paid(branch: Branch, screens: Screens) -> None:
    card = served_at(branch, screens, "1")
    card.get_by_label("没有预约").fill("60000")
    tap(card, "请主管核实")
    card.page.get_by_role("dialog").get_by_role("button", name="问到就回避").click()
    expect(card).to_contain_text("已请主管过来核实")

    supervisor = screens.seat("operations", "lobby")
    asks = supervisor.get_by_role("region", name="建议")
    expect(asks).to_contain_text("问到就回避")
    asks.get_by_role("button", name="核实无误，解除").tap()
    expect(asks).not_to_contain_text("问到就回避")

    card.page.clock.fast_forward(AGAIN_MS)
    tap(card, "够付")
    tap(card, "付清 ¥60,000")
    expect(card).to_contain_text("已付清")
