"""The whole visit: kiosk, wall, counter, phone, rating; in each language."""

import re

import pytest
from playwright.sync_api import expect

from journeys.house import Branch
from journeys.screens import (
    Screens,
    breathe,
    called,
    choose,
    expect_said,
    press,
    take_number,
    tells_nobody,
)
from journeys.words import EN, HANS, HANT, Words


@pytest.mark.parametrize("words", [HANS, HANT, EN], ids=lambda words: words.language)
def test_from_the_door_to_the_rating(branch: Branch, screens: Screens, words: Words) -> None:
    kiosk, wall = screens.kiosk(), screens.wall(words)
    counter = screens.counter("1", words)
    branch.hand("kiosk").take_number("A")  # somebody was here before

    if words is not HANS:
        choose(kiosk, words)
    ticket = take_number(kiosk, words)
    assert ticket["number"] == "A002"
    expect(kiosk.get_by_role("heading", name=words.taken)).to_be_visible()
    expect(kiosk.locator(".facts b").first).to_have_text("1")
    kiosk.get_by_role("button", name=words.print).tap()
    cash = wall.get_by_role("row", name=words.cash)
    expect(cash).to_contain_text(words.wall_people)

    phone = screens.phone(ticket["phone_path"], words)
    expect(phone.locator(".pos dd b").first).to_have_text("1")
    branch.hand("lobby").post(  # whom the staff know better goes first; no customer learns why
        f"/api/tickets/{ticket['id']}/mark",
        {"class": "vip", "reason": "known_customer"},
        match=ticket["version"],
    )
    expect(phone.locator(".pos dd b").first).to_have_text("0")

    counter.get_by_role("button", name=words.sit).first.click()
    with counter.expect_response("**/open") as opened:
        counter.get_by_role("button", name=words.open_seat, exact=True).click()
    assert opened.value.ok
    expect(counter.get_by_role("heading", name=words.free)).to_be_visible()
    breathe(counter)
    press(counter, "Space", "call-next")
    expect(counter.get_by_role("heading", name=words.called)).to_be_visible()
    expect(counter.locator(".hand-number")).to_have_text("A002")
    expect(called(wall)).to_have_text("A002")
    expect(wall.locator(".now .to").last).to_contain_text(
        re.compile(r"\s*".join(words.wall_counter.split()))
    )
    expect(phone.get_by_role("heading", name=words.phone_turn)).to_be_visible()
    expect(phone.locator(".turn .n")).to_have_text("A002")
    expect(phone.locator(".turn .to b")).to_have_text("1")
    tells_nobody((kiosk, wall, phone), "A002")

    press(counter, "Enter", "arrive")
    expect(counter.get_by_role("heading", name=words.serving)).to_be_visible()
    expect(phone.get_by_role("heading", name=words.phone_serving)).to_be_visible()
    press(counter, "P", "ask-rating")
    breathe(counter)
    press(counter, "Space", "call-next")
    expect(counter.locator(".hand-number")).to_have_text("A001")

    expect(phone.get_by_role("heading", name=words.phone_asks)).to_be_visible()
    expect(phone.get_by_role("radio", checked=True)).to_have_count(0)
    given: list[object] = []
    phone.on("request", lambda it: it.url.endswith("/rating") and given.append(it.post_data_json))
    phone.get_by_role("radio", name=words.phone_best).check()
    phone.get_by_role("button", name=words.phone_send).dblclick()
    expect(phone.get_by_role("heading", name=words.phone_thanks)).to_be_visible()
    assert given == [{"score": 5}]
    today = counter.locator(".today div")
    expect(today.filter(has_text=words.rated)).to_contain_text("5.0")
    expect(today.first).to_contain_text("1")
    tells_nobody((kiosk, wall, phone), "A002")
    expect_said(wall, words.said, words.said_next)
