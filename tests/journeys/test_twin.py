"""The rest of the day on the branch head's desk: told by the twin itself, asked, acted on."""

import re
import time

from playwright.sync_api import Page, expect

from journeys.house import Branch, Hand
from journeys.screens import Screens

PATIENCE_S = 120  # a twin's first answer is compiled


def warm(head: Hand) -> None:
    """Ask until the twin has answered once: from then on it is quick."""
    asks = f"/api/branches/{head.branch.id}/what-ifs"
    question = head.post(asks, {"what": "close", "counter": "1"})["id"]
    until = time.monotonic() + PATIENCE_S
    while head.get(f"{asks}/{question}").get("answer") is None:
        assert time.monotonic() < until, "the twin says nothing"


def state_of(head: Hand, number: str) -> str:
    counters = head.get(f"/api/branches/{head.branch.id}/counters")["counters"]
    return str(next(each["state"] for each in counters if each["number"] == number))


def open_twin(screens: Screens) -> Page:
    head = screens.seat("head", "office")
    head.get_by_role("link", name="数字孪生").click()
    return head


def test_the_order_of_the_lines_is_tried_on_past_days_before_it_is_approved(
    branch: Branch, screens: Screens
) -> None:
    branch.house.stagehand.teach(branch.id)
    branch.house.stagehand.bring_past(branch.id)
    supervisor = screens.seat("operations", "office")
    supervisor.goto(f"{branch.base('operations')}/office/#policies/order")
    supervisor.get_by_role("button", name="起草新版本").click()
    supervisor.get_by_role("button", name="试算等候").click()
    waits = supervisor.get_by_role("region", name="对等候的影响")
    ordinary = waits.get_by_role("row", name="普通")
    expect(ordinary).to_contain_text("每日 40 人", timeout=PATIENCE_S * 1000)
    with supervisor.expect_response("**/edit"):
        supervisor.locator('[data-place="3 3"]').click()
        supervisor.keyboard.press("Enter")
        supervisor.get_by_role("button", name="3", exact=True).click()
    expect(supervisor.get_by_text("已保存")).to_be_visible()
    supervisor.reload()
    expect(waits.get_by_text("试算后又有修改")).to_be_visible()
    waits.get_by_role("button", name="重新试算等候").click()
    expect(waits.get_by_text("试算后又有修改")).to_have_count(0)
    expect(ordinary).to_contain_text("每日 40 人")


def test_a_plan_of_opening_is_tried_on_past_days(branch: Branch, screens: Screens) -> None:
    branch.house.stagehand.teach(branch.id)
    branch.house.stagehand.bring_past(branch.id)
    head = open_twin(screens)
    head.get_by_role("link", name="过往营业日试算").click()
    plan = head.get_by_role("region", name="窗口开放计划")
    for number in ("1 号", "2 号"):
        plan.get_by_role("button", name=number, exact=True).click()
    head.get_by_role("button", name="按此计划试算").click()
    found = head.get_by_role("region", name="试算结果")
    ordinary = found.get_by_role("row", name="普通")
    expect(ordinary).to_contain_text("缩短", timeout=PATIENCE_S * 1000)
    expect(
        found.get_by_text("12 天中有 12 天，九成客户的等候更短且没有更多人办不成")
    ).to_be_visible()


def test_the_rest_of_the_day_is_told_asked_and_acted_on(branch: Branch, screens: Screens) -> None:
    for number in ("1", "2"):
        branch.hand(number).sit(number)
    kiosk, hand = branch.hand("kiosk"), branch.hand("head")
    for _ in range(6):
        issued = kiosk.take_number("A")
    head = open_twin(screens)
    expect(head.get_by_text("还没有足够的历史数据")).to_be_visible()

    branch.house.stagehand.teach(branch.id)
    warm(hand)
    expect(head.get_by_text("20 个营业日（第 1 版）")).to_be_visible()
    expect(head.get_by_role("img", name=re.compile("照现在下去，.*九成不超过"))).to_be_visible()
    ordinary = head.locator(".twin-hour").get_by_role("row", name="普通")
    expect(ordinary).to_contain_text("%")

    head.get_by_role("button", name="关 2 号窗口").click()
    answer = head.locator(".twin-answer")
    expect(answer.get_by_text("到关门，全体客户多等")).to_be_visible()
    expect(answer.get_by_role("row", name="普通")).to_contain_text("变长")
    answer.get_by_role("button", name="关 2 号窗口").click()
    expect(answer.get_by_text("已办：关 2 号窗口")).to_be_visible()
    expect(head.get_by_role("button", name="开 2 号窗口")).to_be_visible()
    assert state_of(hand, "2") in ("closing", "vacant")

    lobby = screens.lobby()
    lobby.locator(".person", has_text=issued["number"]).tap()
    expect(lobby.locator(".target")).to_contain_text(re.compile(r"再等约 \d+ 分"))
