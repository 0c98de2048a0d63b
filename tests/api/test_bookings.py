"""Booking at the door: what the page shows, whom it slows down, and what is kept of a number."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from api.asking import Caller, Doors
from api.plays import PLAYS, Play, confirmed, due, first_slot, new_cash, page_of, until_slot
from tingtang.api.notices import CodeNotice, notifier
from tingtang.bank.branch.queries import now_in, plan_of


@pytest.fixture
def digits() -> str:
    """A phone number of the test's own: whoever comes too often with one is slowed down."""
    return f"139{uuid4().int % 10**8:08}"


@pytest.fixture
def play(stage: Doors) -> Play:
    return Play.on(stage)


def business_day(play: Play) -> date:
    branch = play.doors.cast.branch
    return plan_of(branch).day(now_in(branch))


def wish(play: Play, **more: object) -> dict[str, object]:
    service = str(play.doors.cast.services["cash"])
    phone = f"139{uuid4().int % 10**8:08}"
    return {"service": service, "slot_at": first_slot(play), "phone": phone, **more}


# ---------------------------------------------------------------- the page


def test_a_customer_books_confirms_and_comes(play: Play) -> None:
    caller, page = page_of(play)
    shown = caller.get(page).body
    names = {each["name"]["zh-Hans"] for each in shown["services"]}
    assert names >= {"个人现金", "个人非现金"}
    assert "对公业务" not in names  # no counter serves it here
    assert shown["messages"] is True
    today = business_day(play)
    assert [each["day"] for each in shown["days"]] == [
        (today + timedelta(days=n)).isoformat() for n in range(15)
    ]
    assert {date.fromisoformat(each["day"]).weekday() for each in shown["days"]
            if not each["opens"]} == {5, 6}  # fmt: skip
    slot = first_slot(play)
    query = f"service={shown['services'][0]['id']}&day={slot[:10]}"
    slots = caller.get(f"{page}/slots?{query}").body["slots"]
    assert {"at": slot, "free": True} in slots
    made = caller.done(f"{page}/bookings", wish(play))
    assert (made["state"], made["slot_at"], len(made["code"])) == ("pending", slot, 6)
    at = f"{page}/bookings/{made['id']}"
    assert caller.done(f"{at}/confirm", {"code": made["code"]})["state"] == "booked"
    until_slot(play, slot, before_s=60)
    met = caller.done(f"{page}/check-in", {"code": made["code"]})
    assert (met["state"], met["called_from"]) == ("arrived", slot)
    visitor = play.doors.visitor(met["issued"]["phone_path"])
    assert visitor.get("/api/me").body["ticket"] == met["issued"]["id"]


def test_a_slot_that_has_just_gone_is_told_with_the_next_ones(play: Play) -> None:
    caller, page = page_of(play)
    body = wish(play)
    for _ in range(2):
        caller.done(f"{page}/bookings", {**body, "phone": f"1368{uuid4().int % 10**7:07}"})
    refused = caller.post(f"{page}/bookings", body)
    assert (refused.status, refused.code) == (409, "slot_full")
    following = refused.body["facts"]["free"].split()
    assert len(following) == 3
    assert all(datetime.fromisoformat(each) > datetime.fromisoformat(str(body["slot_at"]))
               for each in following)  # fmt: skip
    query = f"service={body['service']}&day={str(body['slot_at'])[:10]}"
    slots = caller.get(f"{page}/slots?{query}").body["slots"]
    assert {"at": body["slot_at"], "free": False} in slots


def test_slots_that_have_begun_are_not_shown(play: Play) -> None:
    caller, page = page_of(play)
    service = play.doors.cast.services["cash"]
    now = now_in(play.doors.cast.branch)
    slots = caller.get(f"{page}/slots?service={service}&day={business_day(play)}").body["slots"]
    assert all(datetime.fromisoformat(each["at"]) > now for each in slots)


def test_days_off_and_days_too_far_have_no_slots(play: Play) -> None:
    caller, page = page_of(play)
    service = play.doors.cast.services["cash"]
    today = business_day(play)
    for day in (today - timedelta(days=1), today + timedelta(days=20), date.min):
        assert caller.get(f"{page}/slots?service={service}&day={day}").body["slots"] == []
    odd = caller.get(f"{page}/slots?service={service}&day=tomorrow")
    assert (odd.status, odd.code, odd.body["where"]) == (422, "bad_input", "day")


@pytest.mark.parametrize("code", ["nowhere", "%00", "x" * 50, "../tables"])
def test_a_page_of_no_branch_is_a_dead_link(code: str) -> None:
    answer = Caller().get(f"/api/book/{code}")
    assert (answer.status, answer.code) in ((404, "link_dead"), (404, "unknown_path"))


def test_whoever_checks_in_on_the_page_takes_nobody_elses_visit(play: Play) -> None:
    visit = play.lobby.done(play.doors.branch("greetings"))["visit"]
    code = due(play)["code"]
    caller, page = page_of(play)
    refused = caller.post(f"{page}/check-in", {"code": code, "visit": visit})
    assert (refused.status, refused.code) == (422, "bad_input")
    assert caller.done(f"{page}/check-in", {"code": code})["state"] == "arrived"


# ---------------------------------------------------------------- messages


class Gateway:
    """In place of a bank's SMS gateway."""

    sent: list[CodeNotice]
    fails = False

    def __init__(self) -> None:
        type(self).sent = []

    def send_code(self, notice: CodeNotice) -> None:
        if self.fails:
            raise OSError(f"no line to {notice.phone}")
        self.sent.append(notice)


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Gateway]]:
    monkeypatch.setattr(settings, "NOTIFIER", f"{__name__}.Gateway")
    monkeypatch.setattr("tingtang.api.notices.import_string", lambda _: Gateway)
    notifier.cache_clear()
    yield Gateway
    notifier.cache_clear()


def test_without_a_way_to_phones_the_page_does_not_book_and_staff_see_the_code(
    doors: Doors,
) -> None:
    play = Play.on(doors)
    caller, page = page_of(play)
    assert caller.get(page).body["messages"] is False
    refused = caller.post(f"{page}/bookings", wish(play))
    assert (refused.code, refused.body["facts"]) == ("no_messages", {"hotline": "95000"})
    made = play.lobby.done(doors.branch("bookings"), wish(play))
    assert (made["sent"], len(made["code"])) == (False, 6)


def test_with_one_the_code_goes_there_and_nowhere_else(
    doors: Doors, gateway: type[Gateway], digits: str
) -> None:
    play = Play.on(doors)
    caller, page = page_of(play)
    body = wish(play, language="en", phone=digits)
    made = caller.done(f"{page}/bookings", body)
    assert (made["sent"], "code" in made) == (True, False)
    (notice,) = gateway.sent
    assert (notice.phone, notice.language) == (f"+86{digits}", "en")
    assert notice.slot_at.isoformat().endswith("+08:00")
    assert notice.slot_at == datetime.fromisoformat(str(body["slot_at"]))
    at = f"{page}/bookings/{made['id']}/confirm"
    assert caller.done(at, {"code": notice.code})["state"] == "booked"
    by_staff = play.lobby.done(doors.branch("bookings"), wish(play))
    assert "code" not in by_staff


def test_a_gateway_that_fails_keeps_the_slot_and_tells_no_log(
    doors: Doors,
    gateway: type[Gateway],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    digits: str,
) -> None:
    play = Play.on(doors)
    caller, page = page_of(play)
    body = wish(play, phone=digits)
    monkeypatch.setattr(gateway, "fails", True)
    with caplog.at_level(logging.DEBUG):
        failed = caller.post(f"{page}/bookings", body, key="k")
    assert (failed.status, failed.body["sent"]) == (200, False)
    assert "OSError" in caplog.text
    assert digits not in caplog.text


def test_a_request_that_is_repeated_sends_nothing_again(
    doors: Doors, gateway: type[Gateway], digits: str
) -> None:
    play = Play.on(doors)
    caller, page = page_of(play)
    first = caller.post(f"{page}/bookings", wish(play, phone=digits), key="k")
    body = wish(play, phone=digits)
    by_staff = play.lobby.post(doors.branch("bookings"), body, key="k")
    assert [notice.phone for notice in gateway.sent] == [f"+86{digits}"] * 2
    for _ in range(3):
        again = caller.post(f"{page}/bookings", wish(play, phone=digits), key="k")
        assert again.raw == first.raw
        assert play.lobby.post(doors.branch("bookings"), body, key="k").raw == by_staff.raw
    assert len(gateway.sent) == 2


def test_a_code_that_did_not_come_goes_once_more_to_the_same_phone(
    doors: Doors, gateway: type[Gateway], monkeypatch: pytest.MonkeyPatch, digits: str
) -> None:
    play = Play.on(doors)
    caller, page = page_of(play)
    monkeypatch.setattr(gateway, "fails", True)
    made = caller.done(f"{page}/bookings", wish(play, phone=digits))
    assert made["sent"] is False
    monkeypatch.setattr(gateway, "fails", False)
    at = f"{page}/bookings/{made['id']}"
    stranger = {"phone": f"138{uuid4().int % 10**8:08}"}
    assert caller.post(f"{at}/send-again", stranger).code == "unknown_booking"
    assert caller.post(f"{at}/send-again", {"phone": digits}, csrf=False).code == "csrf_missing"
    assert gateway.sent == []
    assert caller.done(f"{at}/send-again", {"phone": digits, "language": "en"}) == {"sent": True}
    (notice,) = gateway.sent
    assert (notice.phone, notice.language) == (f"+86{digits}", "en")
    assert caller.done(f"{at}/confirm", {"code": notice.code})["state"] == "booked"
    assert caller.post(f"{at}/send-again", {"phone": digits}).code == "unknown_booking"
    codes = [page_of(play)[0].post(f"{at}/send-again", {"phone": digits}).code for _ in range(4)]
    assert codes[-1] == "slow_down"  # from wherever


# ---------------------------------------------------------------- guessers


def test_guessing_a_code_is_slow_from_anywhere(play: Play) -> None:
    made = confirmed(play)
    codes = []
    for _ in range(30):
        caller, page = page_of(play)  # another address each time
        answer = caller.post(f"{page}/bookings/{made['id']}/cancel", {"code": "000000"})
        codes.append(answer.code)
    assert codes[0] == "wrong_code"
    assert codes[-1] == "slow_down"
    other = confirmed(play)
    caller, page = page_of(play)
    done = caller.done(f"{page}/bookings/{other['id']}/cancel", {"code": other["code"]})
    assert done["state"] == "cancelled"


def test_one_number_and_one_address_book_so_often_and_no_more(play: Play) -> None:
    body = wish(play, slot_at="2026-01-01T01:01:00Z")  # long gone: each is refused, and counted
    codes = []
    for _ in range(6):
        caller, page = page_of(play)
        codes.append(caller.post(f"{page}/bookings", body).code)
    assert codes == ["slot_begun"] * 4 + ["slow_down"] * 2
    caller, page = page_of(play)
    codes = [
        caller.post(f"{page}/bookings", {**body, "phone": f"137000000{number:02}"}).code
        for number in range(14)
    ]
    assert codes == ["slot_begun"] * 12 + ["slow_down"] * 2


def test_a_kiosk_that_guesses_is_slowed_down(play: Play) -> None:
    codes = [
        play.kiosk.post(play.doors.branch("check-in"), {"code": f"{number:06}"}).code
        for number in range(24)
    ]
    assert codes[0] == "wrong_code"
    assert codes[-1] == "slow_down"


# ---------------------------------------------------------------- what is kept


def test_neither_numbers_nor_codes_nor_sums_are_kept_readably(
    play: Play,
    migrator: psycopg.Connection[Any],
    caplog: pytest.LogCaptureFixture,
    digits: str,
) -> None:
    with caplog.at_level(logging.DEBUG):
        caller, page = page_of(play)
        own = caller.done(f"{page}/bookings", wish(play, phone=digits))
        made = due(play)
        play.kiosk.done(play.doors.branch("check-in"), {"code": made["code"]})
        cash = new_cash(play, phone=digits, amount_fen=7_654_300, notes=[765, 0, 2, 0, 0, 3])
        reserved = play.lobby.done(play.doors.branch("cash"), cash)
        asked = play.doors.branch("cash/ask")
        play.teller.done(asked, {"cash": "part", "amount_fen": 7_654_300})
        told = play.teller.done(asked, {"cash": "part", "reservation": reserved["id"]})
        part = {"amount_fen": 1_234_500}
        play.teller.done(f"/api/cash/{reserved['id']}/part", part, match=told["version"])
    branch = play.doors.cast.branch
    codes = own["code"], made["code"]
    for sql in (
        "select body::text from ledger_entry where branch_id = %s",
        "select answer from ledger_errand where branch_id = %s",
    ):
        text = " ".join(row[0] for row in migrator.execute(sql, (branch,)))
        for secret in (digits, "7654300", "1234500", *(f'"{code}"' for code in codes)):
            assert secret not in text, (secret, sql)
    kept = "select encode(phone_sealed, 'escape'), phone_index, code_index from hall_booking"
    for sealed, number, code in migrator.execute(f"{kept} where branch_id = %s", (branch,)):
        assert digits not in sealed
        assert (len(number), len(code)) == (32, 32)
    assert digits not in caplog.text
    assert "7654300" not in caplog.text


def test_staff_see_the_last_digits_and_ask_for_the_rest(
    play: Play, migrator: psycopg.Connection[Any], digits: str
) -> None:
    made = play.lobby.done(play.doors.branch("bookings"), wish(play, phone=f"+86 {digits}"))
    day = made["slot_at"][:10]
    told = play.lobby.get(play.doors.branch(f"bookings?day={day}")).body
    (listed,) = told["bookings"]
    assert (told["hold_min"], told["early_min"], told["grace_min"]) == (10, 15, 10)
    assert made["service"] in told["services"]
    assert len(told["days"]) == 15  # today and fourteen ahead
    assert listed["phone"] == f"•••• {digits[-4:]}"
    assert play.lobby.get(f"/api/bookings/{made['id']}/phone").body == {"phone": f"+86{digits}"}
    looks = "select what from ledger_look where branch_id = %s"
    what = {row[0] for row in migrator.execute(looks, (play.doors.cast.branch,))}
    assert {f"booking.{made['id']}", f"bookings.{day}"} <= what


@pytest.mark.parametrize("day", [date.min, date.max, date(2020, 2, 29)])
def test_days_that_no_calendar_reaches_are_refused(play: Play, day: date) -> None:
    head = play.doors.staff("hanliqun")
    for path in ("bookings", "cash/preparation"):
        answer = head.get(play.doors.branch(f"{path}?day={day}"))
        assert (answer.status, answer.code, answer.body["where"]) == (422, "bad_input", "day")
    answer = head.post(play.doors.branch("cash"), new_cash(play, day=day.isoformat()))
    assert answer.code in ("cash_too_soon", "closed_that_day", "slot_too_far")


@pytest.mark.parametrize(
    ("slot", "code"),
    [("0001-01-01T00:00:00Z", "slot_begun"), ("9999-12-31T23:59:59Z", "slot_too_far")],
)
def test_slots_that_no_clock_shows_are_refused(play: Play, slot: str, code: str) -> None:
    refused = play.lobby.post(play.doors.branch("bookings"), wish(play, slot_at=slot))
    assert (refused.status, refused.code) == (409, code)


def test_only_who_prepares_the_notes_sees_sums(play: Play) -> None:
    wanted = new_cash(play)
    made = play.lobby.done(play.doors.branch("cash"), wanted)
    assert set(made) == {"id", "state", "day", "version"}
    play.lobby.done(f"/api/cash/{made['id']}/confirm", match=made["version"])
    at = play.doors.branch(f"cash/preparation?day={wanted['day']}")
    assert play.lobby.get(at).code == "no_right"
    assert play.teller.get(at).code == "no_right"
    told = play.doors.staff("operations_supervisor").get(at).body
    assert (told["total_fen"], told["notes"][0]) == (7_000_000, {"yuan": 100, "count": 700})
    assert told["day"] == told["earliest"]


def test_a_days_wishes_show_sums_to_who_pays_and_four_digits_to_who_books(play: Play) -> None:
    wanted = new_cash(play, phone="13800131234")
    made = play.lobby.done(play.doors.branch("cash"), wanted)
    (to_lobby,) = play.lobby.get(play.doors.branch("cash/day")).body["wishes"]
    assert (to_lobby["phone"], to_lobby["yours"]) == ("•••• 1234", True)
    assert {to_lobby.get(name) for name in ("amount_fen", "left_fen", "notes")} == {None}
    told = play.teller.get(play.doors.branch(f"cash/day?day={made['day']}")).body
    assert (told["days"][0], told["large_fen"]) == (made["day"], 5_000_000)
    (to_teller,) = told["wishes"]
    assert (to_teller["left_fen"], to_teller["yours"]) == (7_000_000, False)


def test_a_hold_is_told_to_who_reviews_it_with_its_number(play: Play) -> None:
    ticket = play.doors.ticket(play.kiosk)
    asked = {"cash": "enough", "amount_fen": 7_000_000, "signs": "coached", "ticket": ticket["id"]}
    play.teller.done(play.doors.branch("cash/ask"), asked)
    supervisor = play.doors.staff("in_process_supervisor")
    (held,) = supervisor.get(play.doors.branch("cash/holds")).body["holds"]
    assert (held["number"], held["hold"]["reason"]) == (ticket["number"], "coached")
    assert (held["hold"]["late"], held["hold"]["yours"]) == (False, False)
    since, by = (datetime.fromisoformat(held["hold"][name]) for name in ("since", "review_by"))
    assert by - since == timedelta(minutes=30)
    done = supervisor.done(f"/api/cash/{held['id']}/review", match=held["version"])
    assert done["state"] == "requested"
    assert supervisor.get(play.doors.branch("cash/holds")).body["holds"] == []


def test_a_sum_asked_about_again_stays_one_wish_and_no_reservation(play: Play) -> None:
    ticket = play.doors.ticket(play.kiosk)
    at = play.doors.branch("cash/ask")
    asked = {"cash": "none", "amount_fen": 7_000_000, "ticket": ticket["id"]}
    first = play.teller.done(at, asked)
    again = play.teller.done(at, {"cash": "enough", "reservation": first["id"]})
    assert (first["id"], first["action"], again["action"]) == (again["id"], "choose", "pay")
    today = business_day(play)
    (told,) = play.teller.get(play.doors.branch(f"cash/day?day={today}")).body["wishes"]
    assert (told["reserved"], told["ticket"]) == (False, ticket["id"])


def test_cash_is_paid_once_for_what_a_screen_shows(play: Play) -> None:
    made = play.lobby.done(play.doors.branch("cash"), new_cash(play))
    wish = {"cash": "part", "reservation": made["id"]}
    made |= play.teller.done(play.doors.branch("cash/ask"), wish)
    part, at = {"amount_fen": 1_000_000}, f"/api/cash/{made['id']}/part"
    blind = [play.teller.post(at, part) for _ in range(3)]
    assert {(each.status, each.code) for each in blind} == {(412, "stale_screen")}
    taps = [play.teller.post(at, part, match=made["version"]) for _ in range(3)]
    assert [each.status for each in taps] == [200, 412, 412]
    head = play.doors.staff("operations_supervisor")
    (told,) = head.get(play.doors.branch(f"cash/preparation?day={made['day']}")).body[
        "reservations"
    ]
    assert told["left_fen"] == 6_000_000


@pytest.mark.parametrize(
    "verb",
    ["confirm", "prepare", "pay", "part", "rebook", "convert", "cancel", "hold", "review"],
)
def test_no_verb_with_a_reservation_goes_without_what_the_screen_shows(
    play: Play, verb: str
) -> None:
    asked, path, body, _ = PLAYS[f"cash.{verb}"](play)
    assert (asked.post(path, body).status, asked.post(path, body, match=1).status) == (412, 412)


def test_where_a_supervisor_is_called_to_is_no_text_of_the_screens(
    play: Play, migrator: psycopg.Connection[Any]
) -> None:
    play.called()
    at, body = play.doors.branch("cash/ask"), {"cash": "enough", "amount_fen": 6_000_000}
    told = play.teller.post(at, body | {"signs": "other", "place": "王建国 13800138000"})
    assert (told.status, told.code) == (422, "bad_input")
    made = play.lobby.done(play.doors.branch("cash"), new_cash(play))
    hold = f"/api/cash/{made['id']}/hold"
    told = play.teller.post(hold, {"reason": "other", "place": "1"}, match=made["version"])
    assert (told.status, told.code) == (422, "bad_input")
    play.teller.done(hold, {"reason": "other"}, match=made["version"])
    play.teller.done(at, body | {"signs": "coached"})
    places = "select body->>'place' from ledger_entry where branch_id = %s and kind = 'help.asked'"
    found = migrator.execute(places, (play.doors.cast.branch,)).fetchall()
    assert found == [("1",), ("1",)]


def test_a_held_payment_is_told_calmly_and_an_unknown_number_is_refused(play: Play) -> None:
    ticket, at = play.doors.ticket(play.kiosk), play.doors.branch("cash/ask")
    asked = {"cash": "enough", "amount_fen": 7_000_000, "ticket": ticket["id"]}
    play.teller.done(at, asked | {"signs": "coached"})
    again = play.teller.post(at, asked)
    assert (again.status, again.code) == (409, "payment_held")
    assert again.body["title"].endswith("one moment, please.")
    unknown = play.teller.post(at, asked | {"ticket": str(uuid4())})
    assert (unknown.status, unknown.code) == (404, "unknown_ticket")
