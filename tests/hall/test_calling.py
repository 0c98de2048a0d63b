"""A number is given once and called once; every call says why and whom it passed."""

import pytest

from cast import Cast, founded
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.visit.rules import CustomerClass


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def test_the_earliest_is_called_and_the_next_tap_finishes_and_calls_on(branch: Cast) -> None:
    branch.seat("chenyutong", "1")
    first, second = branch.ticket(), branch.ticket()
    teller, counter = branch.staff("chenyutong"), branch.counters["1"]

    called = call_next(
        actor=teller, branch_id=branch.branch, counter_id=counter, at=branch.later(minutes=1)
    )
    assert called.called is not None
    assert (called.called.id, called.called.number) == (first.id, "A001")

    then = call_next(
        actor=teller, branch_id=branch.branch, counter_id=counter, at=branch.later(minutes=5)
    )
    assert then.finished is not None
    assert then.finished.id == first.id
    assert then.called is not None
    assert then.called.id == second.id


def test_a_call_names_whom_it_passed(branch: Cast) -> None:
    branch.seat("chenyutong", "1")
    branch.ticket()
    branch.ticket(customer_class=CustomerClass.VIP)
    called = call_next(
        actor=branch.staff("chenyutong"),
        branch_id=branch.branch,
        counter_id=branch.counters["1"],
        at=branch.later(minutes=1),
    )
    assert called.called is not None
    assert (called.called.number, called.called.reason) == ("A002", "priority")
    assert called.called.passed == ("A001",)
