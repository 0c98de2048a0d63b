"""Somebody without a number, to whom an adviser was promised, stays on the screens."""

from datetime import timedelta
from typing import Any

import pytest

from live.following import catch_up, load
from relation.guidance.hall import DESK, Hall
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.rules import DOOR_STAYS
from tingtang.kernel.refused import Refused
from tingtang.live.moment import Moment
from tingtang.live.views import Ask as View
from tingtang.live.views import project
from tingtang.relation.referral.actions.leading import arrived
from tingtang.relation.referral.actions.leaving import let_go

LOBBY = "suxiaowen"


def at_the_door(hall: Hall) -> Any:
    at = hall.cast.at
    return project(Moment(load(hall.cast.branch, at), at), View("lobby", None))["visits"]


def test_who_was_promised_somebody_is_here_until_that_is_over() -> None:
    hall = Hall.open(DESK)
    visit = hall.cast.do(LOBBY, greet).visit
    hall.cast.do(LOBBY, note_signal, visit_id=visit, code="asks_wealth_product")
    hall.talk()
    promised = hall.guide(visit, business="wealth", reply="willing")
    assert promised.state == "promised"
    hall.cast.later(seconds=int((DOOR_STAYS + timedelta(minutes=5)).total_seconds()))
    assert str(visit) in at_the_door(hall)
    hall.do(let_go, promised.id, LOBBY)
    assert str(visit) not in at_the_door(hall)


def test_who_was_led_from_the_door_is_shown_as_the_number_that_they_turned_out_to_be() -> None:
    hall = Hall.open(DESK)
    visit = hall.cast.do(LOBBY, greet).visit
    hall.cast.do(LOBBY, note_signal, visit_id=visit, code="asks_wealth_product")
    hall.guide(visit, business="wealth", reply="willing")
    number = hall.customer("cash")
    hall.cast.do(LOBBY, join, visit_id=visit, ticket_id=number.id)
    at = hall.cast.at
    view = project(Moment(load(hall.cast.branch, at), at), View("lobby", None))
    assert view is not None
    for part in ("promises", "referrals"):
        (row,) = view[part].values()
        assert (row["visit"], row["number"]) == (str(number.visit_id), number.label)


def test_who_was_led_from_the_door_is_served_as_the_number_that_they_turned_out_to_be() -> None:
    hall = Hall.open(DESK)
    visit = hall.cast.do(LOBBY, greet).visit
    hall.cast.do(LOBBY, note_signal, visit_id=visit, code="asks_wealth_product")
    led = hall.guide(visit, business="wealth", reply="willing")
    number = hall.customer("cash")
    hall.cast.do(LOBBY, join, visit_id=visit, ticket_id=number.id)
    floor = load(hall.cast.branch, hall.cast.at)
    met = hall.do(arrived, led.id)
    assert hall.ticket(met.ticket).visit_id == number.visit_id
    assert (hall.ticket(number.id).state, met.referral) == ("parked", led.referral)
    followed, _ = catch_up(floor, hall.cast.at)
    assert followed == load(hall.cast.branch, hall.cast.at)


def test_nobody_is_guided_as_who_turned_out_to_be_another() -> None:
    hall = Hall.open(DESK)
    visit = hall.cast.do(LOBBY, greet).visit
    hall.cast.do(LOBBY, join, visit_id=visit, ticket_id=hall.customer("cash").id)
    with pytest.raises(Refused, match="visit_joined"):
        hall.guide(visit, business="wealth", reply="willing")


def test_nobody_is_guided_who_went_from_the_door_again() -> None:
    hall = Hall.open(DESK)
    gone, waits = (hall.cast.do(LOBBY, greet).visit for _ in range(2))
    hall.talk()
    promised = hall.guide(waits, business="wealth", reply="willing")
    hall.cast.later(seconds=int(DOOR_STAYS.total_seconds()))
    with pytest.raises(Refused, match="visit_over"):
        hall.guide(gone, business="wealth", reply="willing")
    assert hall.seat(DESK).held_for is None
    assert (
        hall.guide(waits, business="wealth", reply="no_time", instead=promised.id).state == "told"
    )
