"""A VIP and potential VIPs, from being recognised to where they go (DOMAIN.md §5, §7)."""

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch
from journeys.lobby import came, do, hear, note, person, put_away, sheet, tap, told
from journeys.screens import STAFF, Screens, breathe, insert_card, press, tells_nobody
from tingtang.ops.demo.portfolio import Client

RM = STAFF[7]  # at desk 8
ASKS_AFTER_S = 10 * 60
NOTICE_S = 6  # so long a tap can be taken back, and nobody else hears of it
ASKS_ABOUT_WEALTH = "直接咨询理财或基金"


def own_of(clients: tuple[Client, ...], seat: str) -> list[Client]:
    """The VIPs of who sits there."""
    return [each for each in clients if each.vip and each.manager == seat]


def seat_of(desk: Page) -> Locator:
    """The card of the desk itself."""
    return desk.locator(".rm-seat")


def meet(desk: Page) -> str:
    """Whoever was led here has come; the ticket that the talk goes by."""
    big = desk.get_by_role("button", name="客户已到").first
    expect(big).to_be_visible()
    with desk.expect_response("**/arrived") as met:
        big.click()
    expect(seat_of(desk)).to_contain_text("面谈中")
    return str(met.value.json()["ticket"])


def test_a_vip_is_led_or_promised_or_served(branch: Branch, screens: Screens) -> None:
    first, second, third = own_of(branch.bring_customers(), "8")[:3]
    adviser, door = branch.hand("8"), branch.hand("kiosk")
    adviser.sit("8")
    kiosk, wall, lobby, desk = screens.kiosk(), screens.wall(), screens.lobby(), screens.desk("8")
    row, here = came(lobby, first.address_form), desk.locator(".rm-here li")

    insert_card(kiosk, door, first.card)
    expect(row).to_contain_text("贵宾")
    expect(row).to_contain_text(f"刷卡认出 · {RM} 空闲")
    expect(here).to_contain_text(first.address_form)
    with kiosk.expect_response("**/tickets") as issued:
        kiosk.get_by_role("button", name="理财咨询").tap()
    phone = screens.phone(issued.value.json()["phone_path"])
    expect(phone.get_by_role("heading", name="D001")).to_be_visible()
    expect(here).to_contain_text("D001")

    row.get_by_role("button", name=f"请{RM} · D001").tap()
    told(lobby, "带去见理财经理")
    expect(sheet(lobby)).to_contain_text(f"8 号窗口 {RM}")
    put_away(lobby)
    expect(lobby.locator(".advisers .is-held")).to_contain_text("D001 正过去")
    expect(seat_of(desk)).to_contain_text("为 D001 留位")
    branch.forward(NOTICE_S)
    talk = meet(desk)

    greet_by_number(lobby, second)
    promise(branch, lobby, second)
    adviser.post(f"/api/tickets/{talk}/finish")
    branch.forward(ASKS_AFTER_S)
    asking = lobby.get_by_role("region", name="建议")
    expect(asking).to_contain_text("1 件该问了")
    breathe(lobby)
    with lobby.expect_response("**/led") as led:
        asking.get_by_role("button", name=f"领去见{RM}").tap()
    assert led.value.ok, led.value.text()
    expect(seat_of(desk)).to_contain_text("留位中")
    meet(desk)
    for page, shown in ((kiosk, "D001"), (wall, "理财咨询"), (phone, "D001")):
        tells_nobody((page,), shown, first.name, first.address_form, second.address_form)

    door.take_number("A", visit=door.read_card(third.card))
    cash_is_told(lobby, third)


def greet_by_number(lobby: Page, client: Client) -> None:
    """Somebody at the door, who says their card number."""
    lobby.get_by_role("button", name="迎接门口来客").tap()
    expect(lobby.locator(".target")).to_contain_text("门口 1")
    do(lobby, "识别")
    sheet(lobby).get_by_text("按卡号或证件号核对").tap()
    sheet(lobby).get_by_label("卡号").last.fill(client.card)
    sheet(lobby).get_by_role("button", name="核对", exact=True).tap()
    expect(sheet(lobby).get_by_text("依据客户档案")).to_be_visible()
    put_away(lobby)
    row = came(lobby, client.address_form)
    expect(row).to_contain_text("核对号码认出")


def promise(branch: Branch, lobby: Page, client: Client) -> None:
    """Their own relationship manager is busy: they rest, and the promise asks again."""
    came(lobby, client.address_form).get_by_role("button", name="引导 · 门口 1").tap()
    tap(lobby, "理财咨询")
    told(lobby, "贵宾区等理财经理")
    expect(sheet(lobby)).to_contain_text("引到贵宾区入座")
    put_away(lobby)
    asking = lobby.get_by_role("region", name="建议")
    expect(asking).to_contain_text(f"等{RM} 0 分")
    expect(asking.get_by_role("button", name="再等")).to_have_count(0)
    branch.forward(ASKS_AFTER_S)
    expect(asking).to_contain_text("到时间了，问一声")
    asking.get_by_role("button", name="再等").tap()
    expect(asking.get_by_role("button", name="再等")).to_have_count(0)
    expect(asking).to_contain_text(f"等{RM} 10 分")


def cash_is_told(lobby: Page, client: Client) -> None:
    """Little cash: to the counter. Much: by what was reserved; nobody is refused."""
    row = came(lobby, client.address_form)
    row.locator(".people-row").tap()
    do(lobby, "引导")
    told(lobby, "贵宾窗口")
    hear(lobby, "大额现金")
    told(lobby, "大额现金，由客户选")
    expect(sheet(lobby)).to_contain_text("今天有几种办法，由您选择")
    hear(lobby, "客户已预约这笔现金")
    told(lobby, "贵宾区休息")
    expect(sheet(lobby)).to_contain_text("安排备好的现金")


def test_potential_vips_are_led_promised_given_a_card_or_left_alone(
    branch: Branch, screens: Screens
) -> None:
    door = branch.hand("kiosk")
    visit = branch.hand("lobby").post(f"/api/branches/{branch.id}/greetings")["visit"]
    door.take_number("A", visit=visit)
    for _ in range(3):
        door.take_number("A")
    branch.hand("8").sit("8")
    teller = branch.hand("1")
    teller.sit("1")
    lobby, desk, counter = screens.lobby(), screens.desk("8"), screens.counter("1")

    note(lobby, "A001", ASKS_ABOUT_WEALTH)
    expect(came(lobby, "A001")).to_contain_text(ASKS_ABOUT_WEALTH)
    do(lobby, "引导")
    hear(lobby, "谢绝")
    told(lobby, "递折页，不再追问")
    put_away(lobby)

    note(lobby, "A002", ASKS_ABOUT_WEALTH)
    do(lobby, "引导")
    hear(lobby, "没时间")
    told(lobby, "递联系卡和体验卡")
    put_away(lobby)

    note(lobby, "A003", ASKS_ABOUT_WEALTH)
    do(lobby, "引导")
    hear(lobby, "愿意")
    told(lobby, "带去见理财经理")
    put_away(lobby)
    expect(seat_of(desk)).to_contain_text("为 A003 留位")

    note(lobby, "A004", ASKS_ABOUT_WEALTH)
    do(lobby, "引导")
    hear(lobby, "愿意")
    told(lobby, "等候区等理财经理")
    expect(sheet(lobby)).to_contain_text("再问")
    put_away(lobby)
    branch.forward(NOTICE_S)
    meet(desk)
    expect(desk.get_by_text("答应由您接待")).to_be_visible()

    nothing_is_offered_again(lobby, counter)
    slip = {"spoken_yes": True}
    assert teller.refused(f"/api/visits/{visit}/refer", slip) == "refused_contact"


def nothing_is_offered_again(lobby: Page, counter: Page) -> None:
    """A no binds the lobby and the counter alike."""
    person(lobby, "A001").tap()
    do(lobby, "引导")
    hear(lobby, "理财咨询")
    expect(sheet(lobby).locator(".refusal")).to_contain_text("谢绝")
    put_away(lobby)
    press(counter, "Space", "call-next")
    expect(counter.locator(".hand-number")).to_have_text("A001")
    breathe(counter)
    press(counter, "Enter", "arrive")
    refer = counter.get_by_role("region", name="推荐")
    expect(refer).to_contain_text("客户今天已谢绝介绍，不再提起")
    expect(refer.get_by_role("button")).to_have_count(0)
