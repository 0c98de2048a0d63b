"""What the hall goes by is set in the office and felt at the counters."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from journeys.house import Branch
from journeys.screens import Screens, is_off, is_on, press

GAP = "两次呼叫最短间隔"


def set_gap(head: Page, seconds: int) -> None:
    head.get_by_role("button", name=f"修改：{GAP}").click()
    head.get_by_role("textbox", name=GAP).fill(str(seconds))
    head.keyboard.press("Enter")
    expect(head.get_by_text(f"改为 {seconds} 秒，立即生效。")).to_be_visible()
    head.keyboard.press("Enter")
    expect(head.get_by_role("row", name=GAP)).to_contain_text(f"{seconds} 秒15 秒5–120 秒韩立群")


def test_the_gap_between_calls_is_set_in_the_office_and_holds_at_the_counter(
    branch: Branch, screens: Screens
) -> None:
    branch.hand("kiosk").take_number("A")
    branch.hand("1").sit("1")
    counter, head = screens.counter("1"), screens.seat("head", "office")
    head.get_by_role("link", name="规则参数").click()
    set_gap(head, 20)

    recall = counter.get_by_role("button", name="重呼")
    with counter.expect_response("**/call-next") as told:
        counter.keyboard.press("Space")
    called = told.value.json()["called"]
    allowed = {
        name: datetime.fromisoformat(called[name]) for name in ("recall_after", "pass_after")
    }
    assert allowed["pass_after"] - allowed["recall_after"] == timedelta(seconds=90 - 20)
    is_off(recall)
    branch.forward(20)
    is_on(recall)
    press(counter, "R", "recall")
    expect(counter.get_by_text("已重呼 1 次")).to_be_visible()

    head.reload()  # the clock was put forward: the screen has seen an older plan
    set_gap(head, 120)  # and whoever is called already waits by it, too
    expect(recall).to_contain_text(re.compile(r"1[01]\d"))
    branch.forward(60)
    expect(recall).to_contain_text(re.compile(r"\b[1-5]\d\b"))
    is_off(recall)
    branch.forward(60)
    is_on(recall)
    press(counter, "R", "recall")
    expect(counter.get_by_text("已重呼 2 次")).to_be_visible()


def test_a_value_beyond_its_bounds_is_said_in_the_row_and_changes_nothing(
    branch: Branch, screens: Screens
) -> None:
    head = screens.seat("head", "office")
    head.get_by_role("link", name="规则参数").click()
    head.get_by_role("button", name=f"修改：{GAP}").click()
    head.get_by_role("textbox", name=GAP).fill("121")
    head.keyboard.press("Enter")
    expect(head.get_by_text("应在 5 到 120 之间")).to_be_visible()
    head.keyboard.press("Escape")
    told = branch.hand("head").get(f"/api/branches/{branch.id}/parameters")["parameters"]
    assert next(each for each in told if each["name"] == "recall_gap_s")["value"] == 15


def test_who_may_only_read_them_reads_them_from_the_lobby(screens: Screens) -> None:
    lobby = screens.lobby()
    lobby.get_by_role("button", name="更多").tap()
    lobby.get_by_role("menuitem", name="规则参数").tap()
    expect(lobby.get_by_role("row", name=GAP)).to_contain_text("15 秒")
    expect(lobby.get_by_role("button", name="修改")).to_have_count(0)
