"""axe finds nothing to complain of on any screen, over what a real branch sends."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.house import Branch
from journeys.screens import Screens, called, press, take_number
from journeys.words import HANS

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def assert_accessible(page: Page) -> None:
    """Run from outside the page, whose policy stays in force."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert found["passes"]
    said = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    assert said == []


@pytest.fixture
def busy(branch: Branch) -> Branch:
    """Somebody is in every state: waiting, known, protected, called, missed, away, wanting help."""
    door, lobby, teller = branch.hand("kiosk"), branch.hand("lobby"), branch.hand("2")
    seat = teller.sit("2")
    missed = door.take_number("A")["id"]
    call_next = f"/api/counters/{seat['counter']}/call-next"
    here = teller.post(call_next, match=seat["version"])
    branch.forward(90)
    gone = teller.post(f"/api/tickets/{missed}/no-show", match=here["version"])
    lobby.take_number("A", **{"class": "vip", "reason": "known_customer", "channel": "lobby"})
    lobby.take_number("A", need="elder", protected=True, channel="lobby")
    away = door.take_number("B")
    lobby.post(f"/api/tickets/{away['id']}/park", {"reason": "forms"}, match=away["version"])
    for service in "ABCDE":
        door.take_number(service)
    teller.post(call_next, match=gone["version"])
    door.post(f"/api/branches/{branch.id}/help")
    return branch


def test_kiosk(busy: Branch, screens: Screens) -> None:
    kiosk = screens.kiosk()
    expect(kiosk.get_by_role("heading", name="请选择业务")).to_be_visible()
    assert_accessible(kiosk)
    take_number(kiosk, HANS)
    assert_accessible(kiosk)
    kiosk.clock.fast_forward(26_000)
    kiosk.get_by_role("button", name="大字版").tap()
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_visible()
    assert_accessible(kiosk)


def test_wall(busy: Branch, screens: Screens) -> None:
    wall = screens.wall()
    expect(wall.get_by_text("过号请到咨询台")).to_be_visible()
    expect(called(wall)).to_have_text("A002")
    assert_accessible(wall)


def test_counter_and_phone(busy: Branch, screens: Screens) -> None:
    ticket = busy.hand("kiosk").take_number("A")
    busy.hand("lobby").post(
        f"/api/tickets/{ticket['id']}/mark", {"emergency": True}, match=ticket["version"]
    )
    busy.hand("1").sit("1")
    counter, phone = screens.counter("1"), screens.phone(ticket["phone_path"])
    expect(counter.locator(".next-number")).to_have_text(ticket["number"])
    assert_accessible(counter)
    expect(phone.get_by_role("heading", name=ticket["number"])).to_be_visible()
    assert_accessible(phone)

    press(counter, "Space", "call-next")
    expect(counter.get_by_role("heading", name="已呼叫 · 等待到窗")).to_be_visible()
    assert_accessible(counter)
    expect(phone.get_by_role("heading", name="轮到您了")).to_be_visible()
    assert_accessible(phone)

    press(counter, "Enter", "arrive")
    expect(counter.get_by_role("heading", name="正在办理")).to_be_visible()
    assert_accessible(counter)
    press(counter, "P", "ask-rating")
    counter.get_by_role("button", name="只办结").click()
    expect(phone.get_by_role("heading", name="这次服务您满意吗？")).to_be_visible()
    assert_accessible(phone)


def test_lobby(busy: Branch, screens: Screens) -> None:
    lobby = screens.lobby()
    expect(lobby.get_by_role("listitem").filter(has_text="取号机 求助")).to_be_visible()
    lobby.get_by_role("button", name="A004").first.tap()
    expect(lobby.locator(".target")).to_contain_text("A004")
    assert_accessible(lobby)


def test_office(busy: Branch, screens: Screens) -> None:
    office = screens.seat("head", "office")
    expect(office.locator("canvas, svg[role=img], table").first).to_be_visible()
    assert_accessible(office)
    office.get_by_role("link", name="规则参数").click()
    office.get_by_role("button", name="修改：两次呼叫最短间隔").click()
    assert_accessible(office)


def test_first_page_and_sign_in(branch: Branch, screens: Screens) -> None:
    first = screens.open(branch.house.url, "entrance")
    expect(first.locator(".seat-card").first).to_be_visible()
    assert_accessible(first)
    with branch.house.like_a_bank():
        first.reload()
        expect(first.get_by_role("button", name="登录")).to_be_visible()
        assert_accessible(first)
