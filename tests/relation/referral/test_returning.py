"""A number that stood aside for an adviser needs nobody's tap to come back to its place."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from relation.guidance.hall import DESK, RM, Hall
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.serving import finish
from tingtang.hall.ticket.queries import TicketRow
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ops.jobs import numbers_of_the_led_return
from tingtang.relation.guidance.rules import stands
from tingtang.relation.referral.actions.leading import Guided, arrived, lead
from tingtang.relation.referral.actions.receiving import begin_talk, conclude, introduce
from tingtang.relation.referral.actions.returning import return_number
from tingtang.relation.referral.queries import left_aside_read
from tingtang.relation.referral.rules import ReferralMove
from together import at_once

LOBBY, TELLER = "suxiaowen", "chenyutong"
HOLD = timedelta(minutes=3)


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Hall:
    hall = Hall.open(DESK)
    monkeypatch.setattr(
        "tingtang.ops.jobs._branches",
        lambda: [(plan_of(hall.cast.branch), hall.cast.clock, hall.cast.at)],
    )
    return hall


def signalled(hall: Hall) -> TicketRow:
    customer = hall.customer("cash")
    hall.cast.do(LOBBY, note_signal, visit_id=customer.visit_id, code="asks_wealth_product")
    return customer


def led(hall: Hall, customer: TicketRow) -> Guided:
    return hall.guide(customer.visit_id, business="wealth", reply="willing")


def state(hall: Hall, customer: TicketRow) -> str:
    return hall.ticket(customer.id).state.value


def back(hall: Hall, ticket: UUID) -> object:
    cast = hall.cast
    return return_number(actor=cast.clock, branch_id=cast.branch, ticket_id=ticket, at=cast.at)


def pass_by(hall: Hall, time: timedelta = HOLD) -> None:
    hall.cast.later(seconds=time.total_seconds())
    numbers_of_the_led_return()


def test_it_stands_aside_while_the_desk_is_kept_and_not_a_second_longer(hall: Hall) -> None:
    customer = signalled(hall)
    led(hall, customer)
    pass_by(hall, HOLD - timedelta(seconds=1))
    assert state(hall, customer) == "parked"
    pass_by(hall, timedelta(seconds=1))
    assert state(hall, customer) == "waiting"


def test_it_is_called_in_its_own_place_and_was_passed_by_nobody(hall: Hall) -> None:
    hall.cast.seat(TELLER, "1")
    customer, later = signalled(hall), hall.customer("cash")
    led(hall, customer)
    pass_by(hall)
    assert hall.ticket(customer.id).place == customer.place < later.place
    called = hall.cast.do(TELLER, call_next, counter_id=hall.cast.counters["1"])
    assert called.called.id == customer.id
    assert hall.ticket(customer.id).overtaken == 0


def test_what_they_were_led_for_is_over_and_the_referral_goes_on(hall: Hall) -> None:
    customer = signalled(hall)
    guided = led(hall, customer)
    pass_by(hall)
    row, number = hall.guidance(guided.id), hall.ticket(customer.id)
    assert not stands(row.state, number, row.desk_id, row.guided_at)
    again = led(hall, customer)
    assert again.referral == guided.referral
    assert state(hall, customer) == "parked"


def test_twice_is_once(hall: Hall) -> None:
    customer = signalled(hall)
    led(hall, customer)
    pass_by(hall)
    before = hall.entries()
    pass_by(hall)
    assert hall.entries() == before


def test_a_talk_keeps_it_aside_as_long_as_it_lasts(hall: Hall) -> None:
    customer = signalled(hall)
    met = hall.do(arrived, led(hall, customer).id)
    pass_by(hall, 10 * HOLD)
    assert state(hall, customer) == "parked"
    hall.cast.do(RM, finish, ticket_id=met.ticket)
    pass_by(hall, timedelta())
    assert state(hall, customer) == "parked"  # the desk is free, what came of it is not said
    said = {"outcome": ReferralMove.NO_OFFER, "reason": ""}
    hall.cast.do(RM, conclude, referral_id=met.referral, **said)
    pass_by(hall, timedelta())
    assert state(hall, customer) == "waiting"


def test_so_does_a_talk_away_from_the_desk(hall: Hall) -> None:
    customer = signalled(hall)
    guided = led(hall, customer)
    paused = {"move": SeatMove.PAUSE, "pause": Pause.ERRAND}
    hall.cast.do(RM, move_a_seat, counter_id=hall.cast.counters[DESK], **paused)
    for login, verb in ((LOBBY, introduce), (RM, begin_talk)):
        hall.cast.do(login, verb, referral_id=guided.referral)
    pass_by(hall)
    assert state(hall, customer) == "parked"


def test_who_was_led_once_more_in_the_meantime_stays_aside(hall: Hall) -> None:
    """The clock looked before, and finds it otherwise in its turn."""
    customer = signalled(hall)
    guided = led(hall, customer)
    hall.cast.later(seconds=HOLD.total_seconds())
    left = look(hall.cast.branch, left_aside_read(hall.cast.branch, hall.cast.at))[0]
    assert left == [customer.id]
    hall.do(lead, guided.id, LOBBY)
    with pytest.raises(Refused, match="wrong_state"):
        back(hall, customer.id)
    assert state(hall, customer) == "parked"


@pytest.mark.parametrize("_round", range(3))
def test_led_once_more_or_back_in_line_never_both(hall: Hall, _round: int) -> None:
    customer = signalled(hall)
    guided = led(hall, customer)
    hall.cast.later(seconds=HOLD.total_seconds())
    at_once(partial(back, hall, customer.id), partial(hall.do, lead, guided.id, LOBBY))
    held = hall.seat().held_until
    kept = held is not None and held > hall.cast.at
    assert state(hall, customer) == ("parked" if kept else "waiting")


def test_other_reasons_to_stand_aside_are_not_the_clocks(hall: Hall) -> None:
    hall.cast.later(seconds=1)
    customer = signalled(hall)
    with pytest.raises(Refused, match="wrong_state"):
        back(hall, customer.id)
    with pytest.raises(Refused, match="no_right"):
        hall.cast.do(LOBBY, return_number, ticket_id=customer.id)


def test_after_the_days_end_nothing_comes_back(hall: Hall) -> None:
    customer = signalled(hall)
    led(hall, customer)
    hall.cast.do(LOBBY, close_current_day)
    pass_by(hall)
    assert state(hall, customer) == "unserved"
