"""The hall and the simulator call the same customers in the same order, from any state."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast, founded
from tingtang.bank.branch.actions import set_parameter
from tingtang.bank.branch.queries import plan_of, reread_plan
from tingtang.bank.branch.rules import DISCIPLINES, Discipline
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import SeatMove
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.visit.rules import CustomerClass
from tingtang.plan.twin.queries.present import present
from tingtang.plan.twin.rules.fits import Fit
from tingtang.plan.twin.rules.runs import forecast
from tingtang.plan.twin.rules.scenarios import Known

LINES: dict[str, dict[str, object]] = {
    "ordinary": {},
    "vip": {"customer_class": CustomerClass.VIP},
    "care": {"protected": True},
    "booked": {"booked": True},
    "emergency": {"emergency": True, "customer_class": CustomerClass.ORDINARY},
}
SERVICE_MIN = 3
EXACTLY = {"kind": "deterministic", "value": float(SERVICE_MIN)}
FIT = Fit(
    per_hour={},
    services={"ordinary/cash": EXACTLY, "ordinary/noncash": EXACTLY},
    patience={},
    factors={},
    accepts={},
    day_cv={},
)

comers = st.lists(
    st.tuples(
        st.sampled_from(("ordinary", "ordinary", "vip", "care", "booked")),
        st.sampled_from(("cash", "noncash")),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=14,
)


def set_up(discipline: Discipline) -> Cast:
    cast = founded()
    cast.open_day()
    named = {"discipline": DISCIPLINES.index(discipline), "booked_per_walkins": 0}
    for name, value in named.items():
        cast.do("hanliqun", set_parameter, name=name, value=value)
    cast.seat("chenyutong", "1")
    cast.seat("linkexin", "3", open_it=False)
    return cast


def only_the_third_calls(cast: Cast) -> None:
    cast.do("chenyutong", move_a_seat, counter_id=cast.counters["1"], move=SeatMove.CLOSE)
    cast.do("linkexin", move_a_seat, counter_id=cast.counters["3"], move=SeatMove.OPEN)


def said(cast: Cast) -> dict[UUID, float]:
    """By ticket, the minutes that the simulator says it waits on; a day is always the same."""
    plan = reread_plan(cast.branch)
    seen = present(plan, cast.at)
    assert seen is not None
    found = forecast(Known(plan, seen.order, plan.discipline, FIT, seen.present), 20)
    for half, nine_in_ten, leaves in found["tickets"].values():
        assert half == nine_in_ten
        assert leaves == 0
    return {UUID(ticket): each[0] for ticket, each in found["tickets"].items()}


def called(cast: Cast, most: int) -> list[UUID]:
    """Whom the hall calls to counter 3 from now on, one each three minutes."""
    found = []
    for _ in range(most):
        now = cast.do("linkexin", call_next, counter_id=cast.counters["3"])
        assert now.called is not None
        found.append(now.called.id)
        cast.later(minutes=SERVICE_MIN)
    return found


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(comers=comers, discipline=st.sampled_from(Discipline))
def test_they_agree(comers: list[tuple[str, str, int]], discipline: Discipline) -> None:
    cast = set_up(discipline)
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    for line, service, after in comers:
        cast.ticket(service, **LINES[line])
        cast.later(minutes=after)
        if after > 9:  # some have been overtaken before the look
            cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    only_the_third_calls(cast)
    expected = said(cast)
    order = called(cast, len(expected))
    assert {ticket: SERVICE_MIN * i for i, ticket in enumerate(order)} == expected


def test_an_emergency_comes_first() -> None:
    cast = set_up(Discipline.ACCUMULATING)
    assert plan_of(cast.branch).discipline is Discipline.ACCUMULATING
    cast.ticket("cash")
    cast.later(minutes=45)  # the one before has reached the longest wait
    urgent = cast.ticket("noncash", **LINES["emergency"])
    only_the_third_calls(cast)
    assert said(cast)[urgent.id] == 0
    assert called(cast, 1) == [urgent.id]


@pytest.mark.parametrize("discipline", Discipline)
def test_nobody_is_called_where_nobody_waits(discipline: Discipline) -> None:
    cast = set_up(discipline)
    assert said(cast) == {}
