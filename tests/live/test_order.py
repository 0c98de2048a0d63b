"""What screens say comes next is what the verbs then do; what a phone says was told at issue."""

from contextlib import suppress
from datetime import timedelta

import pytest

from cast import ordered, put_order
from live.driving import Drive
from live.following import catch_up, load
from live.test_fold import started
from tingtang.bank.branch.actions import set_parameter
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.hall.ticket.queries import order_of
from tingtang.kernel.refused import Refused
from tingtang.ledger.answers import decoded, encoded
from tingtang.live.moment import Moment, View
from tingtang.live.views import Ask, project

DISCIPLINES = {"strict": 0, "priority": 1, "accumulating": 2}


def view(drive: Drive, ask: Ask) -> View:
    state = project(Moment(load(drive.cast.branch, drive.cast.at), drive.cast.at), ask)
    assert state is not None
    return state


def busy(seed: int, discipline: str) -> Drive:
    drive = started(seed)
    set_parameter(
        actor=drive.cast.staff("hanliqun"),
        branch_id=drive.cast.branch,
        name="discipline",
        value=DISCIPLINES[discipline],
        at=drive.cast.at,
    )
    return drive


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_the_counter_calls_in_the_order_it_showed(discipline: str) -> None:
    drive, compared = busy(31, discipline), 0
    for _ in range(100):
        for _ in range(4):
            drive.step()
        teller, counter = drive.open_counter()
        shown = view(drive, Ask("counter", counter))
        if "next" not in shown or shown["seat"]["state"] != "open":
            continue
        for place, ticket in enumerate(shown["order"][:3]):
            called = call_next(
                actor=teller, branch_id=drive.cast.branch, counter_id=counter, at=drive.cast.at
            ).called
            assert called is not None
            assert str(called.id) == ticket
            if place == 0:
                assert shown["next"]["ticket"] == ticket
                assert shown["next"]["reason"] in (called.reason, "priority")
                passed = [shown["tickets"][each]["number"] for each in shown["next"]["passes"]]
                assert set(passed) <= set(called.passed)
                assert len(passed) == min(4, len(called.passed))
            compared += 1
    assert compared > 20


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_the_phone_says_what_was_told_at_issue(discipline: str) -> None:
    drive, compared = busy(34, discipline), 0
    for _ in range(40):  # until there is enough to tell a wait from
        with suppress(Refused):
            drive.cast.ticket()
            drive.cast.later(minutes=4)
            drive.call()
    for _ in range(80):
        drive.step()
        try:
            issued = drive.issue()
        except Refused:
            continue
        assert isinstance(issued, Issued)
        phone = view(drive, Ask("phone", issued.id))["ticket"]
        told = decoded(encoded(issued))
        assert (phone["ahead"], phone["estimate"]) == (told["ahead"], told["estimate"])
        compared += phone["estimate"]["kind"] in ("range", "within")
    assert compared > 5


def test_the_wall_names_at_most_three_and_they_come_next() -> None:
    drive, named = busy(33, "priority"), 0
    for _ in range(80):
        for _ in range(4):
            drive.step()
        wall = view(drive, Ask("wall"))
        assert len(wall["next"]) <= 3
        assert len(wall["next"]) == len(set(wall["next"]))
        first = {
            view(drive, Ask("counter", counter))["next"]["ticket"]
            for counter in drive.cast.counters.values()
            if view(drive, Ask("counter", counter))["seat"]["state"] == "open"
            and "next" in view(drive, Ask("counter", counter))
        }
        lobby = view(drive, Ask("lobby"))["tickets"]
        if first and wall["next"]:
            named += 1
            assert wall["next"][0] in {lobby[each]["number"] for each in first}
            assert all(
                each["state"] == "waiting"
                for each in lobby.values()
                if each["number"] in wall["next"]
            )
    assert named > 10


def test_the_order_shown_lets_walk_ins_between_the_booked() -> None:
    drive = started(34)
    cast = drive.cast
    for booked in (True, True, True, False, False, False, False, False):
        cast.ticket(booked=booked)
        cast.later(seconds=30)
    for _ in range(3):
        shown = view(drive, Ask("counter", cast.counters["1"]))
        told = [shown["tickets"][each]["number"] for each in shown["order"]]
        booked = [shown["tickets"][each]["booked"] for each in shown["order"]]
        assert sum(booked[:3]) <= 1
        called = call_next(
            actor=cast.staff("chenyutong"),
            branch_id=cast.branch,
            counter_id=cast.counters["1"],
            at=cast.later(seconds=30),
        ).called
        assert called is not None
        assert called.number == told[0]
    shown = view(drive, Ask("counter", cast.counters["1"]))
    told = [shown["tickets"][each]["number"] for each in shown["order"]]
    assert told == ["A002", "A006", "A007", "A003", "A008"]


def test_a_new_order_is_shown_from_the_day_on_that_it_is_called_by() -> None:
    """Shown and called by the same version: on the day of its approval, and on the next."""
    drive = busy(35, "accumulating")
    cast = drive.cast
    floor = load(cast.branch, cast.at)
    put_order(cast.branch, ordered(ordinary={"overtakes": "1"}), cast.at)
    floor, anew = catch_up(floor, cast.at)
    assert anew
    assert floor.order.of == "bank 0"
    floor, anew = catch_up(floor, cast.at + timedelta(days=3))
    assert (anew, floor.order.of) == (True, "branch 1")
    assert floor.order == order_of(floor.plan, floor.date)


def test_staff_see_how_often_others_may_go_first() -> None:
    drive = started(36)
    cast = drive.cast
    issued = {line: cast.ticket(**{line: True}) for line in ("booked", "protected")}
    ordinary = cast.ticket()
    shown = view(drive, Ask("lobby"))["tickets"]
    assert shown[str(ordinary.id)]["overtake_cap"] == 5
    assert shown[str(issued["booked"].id)]["overtake_cap"] == 3
    assert "overtake_cap" not in shown[str(issued["protected"].id)]
