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
    return counter.get_by_role("region", name="推荐")


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


def test_a_no_that_nobody_said_is_taken_back(branch: Branch, screens: Screens) -> None:
    """A slip of the hand, at the counter and in the lobby: nobody is bound, and it asks again."""
    branch.hand("kiosk").take_number("A")
    for seat in ("8", "1"):
        branch.hand(seat).sit(seat)
    counter, desk, lobby = screens.counter("1"), screens.desk("8"), screens.lobby()
    branch.house.stagehand.stand_still(branch.id, STANDS_STILL_S)
    slip = serve(counter, "A001")
    slip.get_by_role("button", name="谢绝").click()
    expect(slip).to_contain_text("客户今天已谢绝介绍，不再提起")
    breathe(counter)
    slip.get_by_role("button", name="撤销").click()
    expect(slip.get_by_role("button", name=RM)).to_be_visible()
    breathe(counter)
    refer(slip)

    asking = lobby.get_by_role("region", name="建议")
    asking.get_by_role("button", name="客户谢绝").tap()
    expect(slip).to_contain_text("客户今天已谢绝介绍，不再提起")
    lobby.get_by_role("button", name="撤销").first.tap()
    expect(slip).to_contain_text(f"已推荐，正在请{RM}接待")
    expect(slip.get_by_role("button", name="撤销")).to_have_count(1)  # of the referral alone
    branch.forward(STANDS_STILL_S + NOTICE_S)
    expect(asked(desk)).to_contain_text("A001")


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
    expect(left).to_contain_text("今天约定")


def test_a_consent_at_the_desk_then_a_follow_up_and_gone_with_a_word(
    branch: Branch, screens: Screens
) -> None:
    clients = [each for each in branch.bring_customers() if each.vip and each.manager == "8"]
    client = next(each for each in clients if not each.may_be_called)
    door, lobby = branch.hand("kiosk"), branch.hand("lobby")
    visit = door.read_card(client.card)
    door.take_number("A", visit=visit)
    branch.hand("8").sit("8")
    desk = screens.desk("8")
    referred = lobby.post(f"/api/visits/{visit}/refer", {"spoken_yes": True})
    branch.forward(NOTICE_S)
    asked(desk).get_by_role("button", name="接待").click()
    mine = desk.locator(".rm-card").filter(has_text="我接下的")
    mine.get_by_role("button", name="已介绍").click()
    mine.get_by_role("button", name="开始面谈").click()
    mine.get_by_role("button", name="登记结果").click()
    conclude(desk)

    left = desk.locator(".rm-card").filter(has_text="待跟进").filter(has_text="客户已同意联系")
    expect(left).to_contain_text("今天约定")
    left.get_by_role("button", name="客户档案").click()
    file = sheet(desk)
    expect(file).to_contain_text(f"{client.name[0]}*")
    expect(file).not_to_contain_text(client.name)
    expect(file).to_contain_text("QY-2026-0099")
    expect(file).not_to_contain_text(client.card)
    file.get_by_role("button", name="撤回…").click()
    sure = sheet(desk).last
    expect(sure).to_contain_text("1 项待跟进随即结束")
    sure.get_by_role("button", name="撤回", exact=True).click()
    expect(file).to_contain_text("没有有效的同意")
    desk.keyboard.press("Escape")
    expect(left).to_have_count(0)
    today = lobby.get(f"/api/branches/{branch.id}/referrals")["referrals"]
    assert [(each["id"], each["state"]) for each in today] == [(referred["id"], "withdrawn")]


def conclude(desk: Page) -> None:
    """A follow-up, for which the customer signs first."""
    sheet(desk).get_by_role("button", name="以后跟进").click()
    expect(sheet(desk)).to_contain_text("客户还没有同意联系")
    sheet(desk).get_by_label("凭据编号").fill("QY-2026-0099")
    sheet(desk).get_by_label("告知书版本").fill("2026-1")
    sheet(desk).get_by_role("button", name="登记同意并约定跟进").click()
    expect(sheet(desk)).to_have_count(0)


def test_held_back_sales_are_said_in_the_hall(branch: Branch, screens: Screens) -> None:
    client = next(each for each in branch.bring_customers() if not each.vip)
    door = branch.hand("kiosk")
    branch.hand("1").sit("1")
    office = screens.seat("head", "office")
    office.goto(f"{branch.base('head')}/office/#holds")
    office.get_by_label("完整号码").fill(client.card)
    office.get_by_role("button", name="查找").click()
    office.get_by_role("button", name="投诉未了结").click()
    expect(office.get_by_role("button", name="解除…")).to_have_count(1)

    visit = door.read_card(client.card)
    door.take_number("A", visit=visit)
    counter = screens.counter("1")
    slip = serve(counter, "A001")
    expect(slip).to_contain_text("暂停营销")
    expect(slip.get_by_role("button", name=RM)).to_have_count(0)
    assert branch.hand("lobby").refused(f"/api/visits/{visit}/refer") == "sales_held"

    office.get_by_role("button", name="解除…").click()
    sheet(office).get_by_role("button", name="解除", exact=True).click()
    expect(office.get_by_text("现在没有暂停营销的客户。")).to_be_visible()
    expect(slip).not_to_contain_text("暂停营销")
