"""A referral at the counter, at the desk, at the branch head's; and through a power cut."""

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch, House
from journeys.lobby import sheet
from journeys.screens import STAFF, Screens, breathe, press

RM = STAFF[7]  # at desk 8
ASKS_ABOUT_WEALTH = "直接咨询理财或基金"
NOTICE_S = 6
STANDS_STILL_S = 300
ASKS_AFTER_S = 10 * 60
CLOCK_TICKS_MS = 80_000  # the clock's job runs each minute, and the house has just come back


def serve(counter: Page, number: str) -> Locator:
    """Call the next customer, who comes; where they can be referred."""
    press(counter, "Space", "call-next")
    expect(counter.locator(".hand-number")).to_have_text(number)
    breathe(counter)
    press(counter, "Enter", "arrive")
    breathe(counter)
    return counter.get_by_role("region", name="转介")


def refer(slip: Locator) -> None:
    """What they said, and to whom: the second tap submits."""
    yes = slip.get_by_role("button", name="客户今天口头同意")
    if yes.get_attribute("aria-pressed") == "false":
        yes.click()
    slip.locator(".refer-signal").filter(has_text=ASKS_ABOUT_WEALTH).click()
    slip.get_by_role("button", name=RM).click()
    expect(slip).to_contain_text(f"已推荐，正在请{RM}接待")


def asked(desk: Page) -> Locator:
    """Who is to be received here."""
    return desk.locator(".rm-asked li")


def hand_on(desk: Page) -> None:
    """Somebody else is asked."""
    asked(desk).get_by_role("button", name="转交").click()
    sheet(desk).get_by_role("button", name="我现在没空").click()
    expect(asked(desk)).to_have_count(0)


def test_two_taps_then_met_or_handed_on_to_the_head(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    for _ in range(2):
        door.take_number("A")
    branch.hand("8").sit("8")
    branch.hand("1").sit("1")
    counter, desk = screens.counter("1"), screens.desk("8")
    other, head = screens.desk("7"), screens.desk("head")

    branch.house.stagehand.stand_still(branch.id, STANDS_STILL_S)
    slip = serve(counter, "A001")
    refer(slip)
    slip.get_by_role("button", name="撤销").click()
    expect(slip.get_by_role("button", name=RM)).to_be_visible()
    breathe(counter)
    refer(slip)
    expect(asked(desk)).to_have_count(0)
    branch.forward(STANDS_STILL_S + NOTICE_S)
    expect(asked(desk)).to_contain_text("A001")
    expect(asked(desk)).to_contain_text("已同意介绍")
    asked(desk).get_by_role("button", name="接待").click()
    expect(slip).to_contain_text(f"{RM}接待")
    slip.get_by_role("button", name="已介绍").click()
    desk.get_by_role("button", name="开始面谈").first.click()
    desk.get_by_role("button", name="登记结果").first.click()
    sheet(desk).get_by_role("button", name="办成").click()
    expect(sheet(desk)).to_have_count(0)
    expect(desk.get_by_text("暂无待办")).to_be_visible()

    refer(serve(counter, "A002"))
    branch.forward(NOTICE_S)
    hand_on(desk)
    expect(asked(other)).to_contain_text("A002")
    hand_on(other)
    expect(asked(head)).to_contain_text("等您定")
    asked(head).get_by_role("button", name="接待").click()
    expect(head.get_by_role("heading", name="我接下的")).to_be_visible()


def test_a_killed_house_keeps_promises_and_referrals(
    mortal: House, branch: Branch, screens: Screens
) -> None:
    clients = [each for each in branch.bring_customers() if each.vip and each.manager == "8"]
    agreed = next(each for each in clients if each.may_be_called)
    silent = next(each for each in clients if not each.may_be_called)
    door, post = branch.hand("kiosk"), branch.hand("lobby").post
    for client in (agreed, silent):
        visit = door.read_card(client.card)
        door.take_number("A", visit=visit)
        post(f"/api/visits/{visit}/refer", {"spoken_yes": True})
    promised = door.read_card(clients[-1].card)
    door.take_number("D", visit=promised)
    assert post(f"/api/visits/{promised}/guide")["state"] == "promised"
    lobby, desk = screens.lobby(), screens.desk("8")
    asking = lobby.get_by_role("region", name="建议")
    expect(asking).to_contain_text(f"D001 等{RM} 0 分")
    branch.forward(NOTICE_S)
    expect(asked(desk)).to_have_count(2)

    mortal.kill()
    branch.forward(ASKS_AFTER_S)
    mortal.stagehand.close_doors(branch.id)
    mortal.revive()

    expect(asking).to_contain_text("到时间了，问一声", timeout=CLOCK_TICKS_MS)  # once it is back
    asking.get_by_role("button", name="再等").tap()
    expect(asking).not_to_contain_text("到时间了，问一声")
    left = desk.locator(".rm-card").filter(has_text="待跟进").filter(has_text="客户已同意联系")
    expect(left.get_by_role("listitem")).to_have_count(1, timeout=CLOCK_TICKS_MS)
    expect(asked(desk)).to_have_count(0)
    sheet_of_today = branch.hand("lobby").get(f"/api/branches/{branch.id}/referrals")["referrals"]
    assert [each["state"] for each in sheet_of_today] == ["unfinished", "customer_left"]

    left.get_by_role("button", name="登记结果").click()
    sheet(desk).get_by_role("button", name="以后跟进").click()
    expect(left).to_have_count(0)
