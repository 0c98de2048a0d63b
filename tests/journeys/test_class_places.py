"""Ordinary customers: another place is offered, never forced (DOMAIN.md §7; CBIRC 2021 No. 40)."""

import re

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch
from journeys.lobby import do, person, put_away, sheet, told
from journeys.screens import Screens, take_number
from journeys.words import HANS

WAIT_BEFORE = 6  # customers of the same line, one more than the table asks


def question(kiosk: Page) -> Locator:
    """Where would you like to be served?"""
    return kiosk.get_by_role("heading", name="您想在哪里办理？")


def answers(kiosk: Page) -> tuple[Locator, Locator]:
    """Both buttons: to stay, and to go."""
    names = ("窗口办理", "智能柜台办理")
    stay, go = (kiosk.get_by_role("button", name=name, exact=True) for name in names)
    return stay, go


def start_over(kiosk: Page) -> None:
    """The next customer stands there."""
    kiosk.reload()
    expect(kiosk.get_by_role("heading", name="请选择业务")).to_be_visible()


def is_offered_nothing(kiosk: Page) -> None:
    """A number for cash, and no question."""
    with kiosk.expect_response("**/offer") as told_of:
        take_number(kiosk, HANS)
    assert told_of.value.json()["state"] == "not_offered"
    expect(kiosk.get_by_role("button", name="打印号票")).to_be_visible()
    expect(question(kiosk)).to_have_count(0)


def ahead(phone: Page) -> Locator:
    """How many are called before."""
    return phone.locator(".pos dd b").first


def test_another_place_is_offered_and_ones_own_place_kept(branch: Branch, screens: Screens) -> None:
    door, teller = branch.hand("kiosk"), branch.hand("1")
    for _ in range(WAIT_BEFORE + 1):
        door.take_number("A")
    seat = teller.sit("1")
    teller.post(f"/api/counters/{seat['counter']}/call-next", match=seat["version"])
    kiosk, lobby = screens.kiosk(), screens.lobby()

    ticket = take_number(kiosk, HANS)
    expect(question(kiosk)).to_be_visible()
    stay, go = answers(kiosk)
    one, two = stay.bounding_box(), go.bounding_box()
    assert one
    assert two
    assert (one["width"], one["height"], one["y"]) == (two["width"], two["height"], two["y"])
    phone = screens.phone(ticket["phone_path"])
    expect(ahead(phone)).to_have_text(str(WAIT_BEFORE))
    door.take_number("A")  # somebody comes later, and stays behind

    go.tap()
    expect(kiosk.get_by_role("heading", name=re.compile("请到智能柜台 智"))).to_be_visible()
    expect(phone.get_by_role("heading", name="您的号已保留")).to_be_visible()
    phone.get_by_role("button", name="回到队伍").tap()
    expect(ahead(phone)).to_have_text(str(WAIT_BEFORE))

    start_over(kiosk)
    late = take_number(kiosk, HANS)
    answers(kiosk)[1].tap()
    phone.close()
    phone = screens.phone(late["phone_path"])
    expect(phone.get_by_role("heading", name="您的号已保留")).to_be_visible()
    door.take_number("A")
    lobby.get_by_role("button", name=f"恢复 {late['number']}").tap()
    expect(ahead(phone)).to_have_text(str(WAIT_BEFORE + 2))

    start_over(kiosk)
    staying = take_number(kiosk, HANS)
    answers(kiosk)[0].tap()
    expect(question(kiosk)).to_have_count(0)
    expect(person(lobby, late["number"])).to_be_visible()
    state = door.get(f"/api/tickets/{staying['id']}")
    assert state["number"] == staying["number"]

    for _ in range(WAIT_BEFORE):  # so that the table would offer, if it were not for the law
        door.take_number("A", need="passbook", protected=True)
    start_over(kiosk)
    kiosk.get_by_role("button", name=re.compile("^用存折办理")).tap()
    is_offered_nothing(kiosk)
    branch.hand("2").sit("2")  # and calls nobody
    start_over(kiosk)
    is_offered_nothing(kiosk)


def test_the_lobby_tells_the_way(branch: Branch, screens: Screens) -> None:
    door, lobby = branch.hand("kiosk"), screens.lobby()
    door.take_number("D")
    door.take_number("B")

    person(lobby, "D001").tap()
    do(lobby, "引导")
    told(lobby, "开放式柜台")
    expect(sheet(lobby)).to_contain_text("这份折页请您先看看")
    expect(sheet(lobby)).to_contain_text("依据：理财咨询")
    expect(sheet(lobby).get_by_role("button", name="转到开放式柜台")).to_be_visible()
    put_away(lobby)

    person(lobby, "B001").tap()
    do(lobby, "引导")
    told(lobby, "看看别处能不能办")
    expect(sheet(lobby).get_by_role("button", name="提议别处办")).to_be_visible()
