"""What may happen between a number and its service: missed, late, changed, given up, helped."""

import re

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch
from journeys.screens import Screens, called, choose, expect_said, is_off, is_on, press
from journeys.words import EN

RECALL_GAP_S, PASSABLE_AFTER_S = 15, 90


def button(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name)


def test_called_again_missed_and_back_in_the_old_place(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    first, *_ = [door.take_number("A") for _ in range(3)]
    branch.hand("1").sit("1")
    counter, wall, lobby = screens.counter("1"), screens.wall(), screens.lobby()
    phone = screens.phone(first["phone_path"])
    expect(wall.get_by_role("row", name="个人现金")).to_contain_text("3 人")

    press(counter, "Space", "call-next")
    expect(called(wall)).to_have_text("A001")
    call = "请 A 零 零 一 号，到 1 号窗口"
    expect_said(wall, call)
    is_off(button(counter, "重呼"))
    branch.forward(RECALL_GAP_S)
    is_on(button(counter, "重呼"))
    press(counter, "R", "recall")
    expect(counter.get_by_text("已重呼 1 次")).to_be_visible()
    expect_said(wall, call, call)

    is_off(button(counter, "过号"))
    branch.forward(PASSABLE_AFTER_S - RECALL_GAP_S)
    is_on(button(counter, "过号"))
    press(counter, "N", "no-show")
    expect(counter.get_by_role("heading", name="窗口空闲")).to_be_visible()
    expect(wall.get_by_text("过号请到咨询台")).to_contain_text("A001")
    expect(phone.get_by_role("heading", name="刚才叫到您了")).to_be_visible()
    expect(phone.get_by_text("还是原来的顺序")).to_be_visible()

    branch.forward(9 * 60)
    button(lobby, "恢复排队 A001").tap()
    expect(phone.get_by_text("下一位就是您").first).to_be_visible()
    expect(wall.get_by_text("过号请到咨询台")).to_have_count(0)
    expect(counter.locator(".next-number")).to_have_text("A001")
    press(counter, "Space", "call-next")
    expect(counter.locator(".hand-number")).to_have_text("A001")


def test_late_and_back_early_then_late_indeed(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    first, *_ = [door.take_number("A") for _ in range(2)]
    branch.hand("1").sit("1")
    counter, phone = screens.counter("1"), screens.phone(first["phone_path"])
    expect(counter.locator(".next-number")).to_have_text("A001")

    say_late(phone)
    expect(counter.locator(".next-number")).to_have_text("A002")
    button(phone, "我提前回来了").tap()
    expect(phone.get_by_text("下一位就是您").first).to_be_visible()
    expect(counter.locator(".next-number")).to_have_text("A001")

    say_late(phone)
    expect(counter.locator(".next-number")).to_have_text("A002")
    branch.forward(10 * 60)  # now the clock brings the ticket back, behind who came meanwhile
    expect(phone.get_by_role("img", name="您前面还有 1 人")).to_be_visible()
    expect(button(phone, "今天已改两次")).to_be_disabled()


def say_late(phone: Page) -> None:
    button(phone, "我会晚到").tap()
    button(phone, "晚 10 分钟").tap()
    expect(phone.get_by_role("heading", name="号码为您保留")).to_be_visible()


def test_another_service_then_out_of_the_queue(branch: Branch, screens: Screens) -> None:
    ticket = branch.hand("kiosk").take_number("A")
    wall, phone = screens.wall(), screens.phone(ticket["phone_path"])
    cash, card = (wall.get_by_role("row", name=name) for name in ("个人现金", "个人非现金"))
    expect(cash).to_contain_text("1 人")

    button(phone, "换一项业务").tap()
    button(phone.get_by_role("dialog"), re.compile("^个人非现金")).tap()
    expect(phone.locator(".me .svc")).to_have_text(re.compile("个人非现金"))
    expect(phone.get_by_role("heading", name="A001")).to_be_visible()
    expect(card).to_contain_text("1 人")
    expect(cash).to_contain_text("无人等候")

    button(phone, "取消排队").tap()
    button(phone.get_by_role("dialog"), "取消排队").tap()
    expect(phone.get_by_role("heading", name="已取消排队")).to_be_visible()
    expect(card).to_contain_text("无人等候")


def test_help_at_the_kiosk_says_who_comes(branch: Branch, screens: Screens) -> None:
    """By post, in the customer's language; never by name."""
    kiosk, lobby = screens.kiosk(), screens.lobby()
    choose(kiosk, EN)
    button(kiosk, re.compile("^I need help")).tap()
    dialog = kiosk.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("We have told our staff")
    asked = lobby.get_by_role("listitem").filter(has_text="取号机 求助")
    button(asked, "应答").tap()
    expect(dialog.get_by_role("heading")).to_have_text("Lobby manager")
    expect(dialog).to_contain_text("knows and is on the way")
    expect(dialog).not_to_contain_text("苏晓雯")
    expect(asked).to_contain_text("大堂经理 苏晓雯")
