"""The server dies and comes back: every screen says so, and then recovers by itself."""

from playwright.sync_api import expect

from journeys.house import Branch, House
from journeys.screens import Screens, breathe, called, expect_said, press


def test_the_missed_call_is_listed_and_not_spoken(
    mortal: House, branch: Branch, screens: Screens
) -> None:
    door = branch.hand("kiosk")
    _, second, _ = [door.take_number("A") for _ in range(3)]
    branch.hand("1").sit("1")
    kiosk, wall, lobby = screens.kiosk(), screens.wall(), screens.lobby()
    counter, phone = screens.counter("1"), screens.phone(second["phone_path"])
    everybody = (kiosk, wall, lobby, counter, phone)
    expect(kiosk.get_by_role("heading", name="请选择业务")).to_be_visible()
    expect(phone.get_by_role("heading", name="A002")).to_be_visible()
    expect(lobby.get_by_text("已连接").first).to_be_visible()
    press(counter, "Space", "call-next")
    expect(called(wall)).to_have_text("A001")
    first_call, third_call = (f"请 A 零 零 {n} 号，到 1 号窗口" for n in ("一", "三"))
    expect_said(wall, first_call)

    mortal.kill()
    for page in everybody:
        page.clock.fast_forward(8_000)
    expect(wall.get_by_text("正在重新连接")).to_be_visible()
    expect(called(wall)).to_have_text("A001")
    expect(kiosk.get_by_text("正在重新连接")).to_be_visible()
    expect(counter.get_by_text("更新于")).to_be_visible()

    for page in everybody:
        page.clock.fast_forward(8_000)
    expect(wall.get_by_role("status")).to_have_text("显示暂停更新，请听工作人员叫号")
    expect(called(wall)).to_have_text("A001")
    expect(wall.get_by_role("row", name="个人现金")).to_contain_text("暂无")
    expect(kiosk.get_by_role("heading", name="请到咨询台登记")).to_be_visible()
    expect(kiosk.get_by_text("已取的号码有效")).to_be_visible()
    expect(kiosk.get_by_text("自助机不受影响")).to_be_visible()
    expect(phone.get_by_role("status").first).to_contain_text("号码照常有效")
    expect(phone.get_by_role("heading", name="A002")).to_be_visible()
    expect(phone.get_by_role("button", name="我会晚到")).to_be_disabled()
    expect(lobby.get_by_text("画面停在")).to_be_visible()
    expect(counter.get_by_role("button", name="断线，连上后可用").first).to_be_visible()
    counter.keyboard.press("Space")

    wall.context.set_offline(True)  # the wall's own line comes back last
    mortal.revive()
    expect(kiosk.get_by_role("heading", name="请选择业务")).to_be_visible()
    expect(lobby.get_by_text("已连接").first).to_be_visible()
    expect(phone.get_by_role("button", name="我会晚到")).to_be_enabled()
    expect(counter.get_by_text("已连接")).to_be_visible()
    expect(counter.locator(".hand-number")).to_have_text("A001")
    press(counter, "Enter", "arrive")
    expect(counter.get_by_role("heading", name="正在办理")).to_be_visible()
    press(counter, "Space", "call-next")
    expect(phone.get_by_role("heading", name="轮到您了")).to_be_visible()
    expect(called(wall)).to_have_text("A001")

    wall.context.set_offline(False)
    expect(called(wall)).to_have_text("A002")
    expect(wall.locator(".last")).to_contain_text("A001")
    expect(wall.get_by_text("更新于")).to_be_visible()
    breathe(counter)
    press(counter, "Enter", "arrive")
    expect(counter.get_by_role("heading", name="正在办理")).to_be_visible()
    breathe(counter)
    press(counter, "Space", "call-next")
    expect(called(wall)).to_have_text("A003")
    expect_said(wall, first_call, third_call)
