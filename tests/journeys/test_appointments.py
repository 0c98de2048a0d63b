"""An appointment from the lobby's telephone to the counter; a card, given and redeemed."""

import re

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch
from journeys.lobby import person, put_away, sheet, tap
from journeys.screens import Screens, breathe, press

QUARTER_S = 900
NOTICE_S = 6
PHONE = "13912346604"


def row(lobby: Page, digits: str) -> Locator:
    """The appointment of somebody, by the last digits of their phone."""
    return sheet(lobby).locator(".bk-row").filter(has_text=digits)


def book(lobby: Page) -> str:
    """The next slot for cash, by telephone; its time, once the customer has read out the code."""
    tap(lobby, "新预约")
    tap(lobby, "个人现金")
    slot = sheet(lobby).locator(".bk-slot:not([aria-disabled])").first
    time = slot.inner_text()
    slot.tap()
    phone, hold = sheet(lobby).get_by_label("客户手机号"), sheet(lobby).get_by_text("保留时段")
    phone.fill("139")
    expect(hold).to_be_disabled()
    phone.fill("13912346604999")
    hold.tap()
    expect(sheet(lobby)).to_contain_text("请核对手机号")
    phone.fill(PHONE)
    breathe(lobby)
    hold.tap()
    code = sheet(lobby).locator(".bk-code").inner_text()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for said in (wrong, code):
        breathe(lobby)
        sheet(lobby).get_by_label("6 位预约码").fill(said)
        sheet(lobby).get_by_role("button", name="确认预约").tap()
        if said == wrong:
            expect(sheet(lobby).locator(".refusal")).to_be_visible()
    expect(sheet(lobby).get_by_role("heading", name="预约成功")).to_be_visible()
    tap(lobby, "返回列表")
    return time


def test_booked_by_telephone_met_in_the_lobby_called_at_the_counter(
    branch: Branch, screens: Screens
) -> None:
    branch.hand("1").sit("1")
    lobby, counter = screens.lobby(), screens.counter("1")
    lobby.get_by_role("button", name=re.compile("^预约")).tap()
    expect(sheet(lobby)).to_contain_text("没有还要等的预约")
    time = book(lobby)
    mine = row(lobby, PHONE[-4:])
    expect(mine).to_contain_text(time)
    expect(mine).to_contain_text("可以签到")
    expect(sheet(lobby)).not_to_contain_text(PHONE[:7])
    mine.locator(".bk-who").tap()
    breathe(lobby)
    mine.get_by_role("button", name="显示手机号").tap()
    expect(mine).to_contain_text("+86 139 1234 6604")

    breathe(lobby)
    mine.get_by_role("button", name=re.compile("^到店取号")).tap()
    expect(sheet(lobby).locator(".issued b")).to_have_text("A001")
    expect(sheet(lobby)).to_contain_text(f"{time} 起叫号")
    tap(lobby, "返回列表")
    tap(lobby, "已到店")
    expect(row(lobby, PHONE[-4:])).to_contain_text("A001 已到店")
    put_away(lobby)

    branch.forward(QUARTER_S + 60)
    expect(counter.locator(".call")).to_contain_text("A001")  # the clock's job has let them in
    press(counter, "Space", "call-next")
    expect(counter.locator(".hand-number")).to_have_text("A001")


def test_a_card_given_to_who_has_no_time_is_redeemed_once(branch: Branch, screens: Screens) -> None:
    door, post = branch.hand("kiosk"), branch.hand("lobby").post
    visit = post(f"/api/branches/{branch.id}/greetings")["visit"]
    holder = door.take_number("A")["number"]
    branch.hand("8").sit("8")
    lobby, desk = screens.lobby(), screens.desk("8")
    post(f"/api/visits/{visit}/refer", {"spoken_yes": True})
    branch.forward(NOTICE_S)
    desk.locator(".rm-asked li").get_by_role("button", name="接待").click()
    desk.locator(".rm-block").get_by_role("button", name="更多").click()
    desk.get_by_role("menuitem", name="送体验卡").click()
    serial = sheet(desk).locator("dd").first.inner_text()
    put_away(desk)

    person(lobby, holder).tap()
    for word in ("体验卡有效，已核销", "已经用过"):
        breathe(lobby)
        lobby.locator(".verb-more").tap()
        tap(lobby, "核销体验卡")
        sheet(lobby).get_by_label("编号").fill(serial.lower())
        sheet(lobby).get_by_role("button", name="核销", exact=True).tap()
        expect(sheet(lobby)).to_contain_text(word)
        put_away(lobby)
