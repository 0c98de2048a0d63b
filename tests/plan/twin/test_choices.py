"""What can be asked about as a branch stands."""

from dataclasses import replace

import pytest

from cast import Cast, founded
from plan.twin.taught import FIT
from tingtang.bank.branch.actions import set_parameter
from tingtang.bank.branch.queries import reread_plan
from tingtang.bank.branch.rules import DISCIPLINES, CounterKind, Discipline
from tingtang.hall.counter.rules import SeatState
from tingtang.kernel.refused import Refused
from tingtang.plan.twin.queries.present import present
from tingtang.plan.twin.rules.changes import Change, What, changed
from tingtang.plan.twin.rules.choices import assumed, choices
from tingtang.plan.twin.rules.scenarios import ACCEPTS, Known

OPEN, PAUSED = SeatState.OPEN, SeatState.PAUSED


@pytest.fixture
def cast() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def asked(cast: Cast, what: What, **seats: SeatState) -> list[tuple[str, ...]]:
    """The changes of a kind, by what they name."""
    states = {number.removeprefix("n"): state for number, state in seats.items()}
    found = choices(reread_plan(cast.branch), states)
    return [tuple(each.json().values())[1:] for each in found if each.what is what]


def test_what_is_open_may_close_and_what_is_not_may_open(cast: Cast) -> None:
    counters = [
        each.number
        for each in reread_plan(cast.branch).counters.values()
        if each.kind != CounterKind.DESK
    ]
    assert asked(cast, What.OPEN) == [(number,) for number in counters]
    assert asked(cast, What.CLOSE) == []
    assert asked(cast, What.CLOSE, n1=OPEN, n2=PAUSED) == [("1",)]
    assert ("1",) not in asked(cast, What.OPEN, n1=OPEN, n2=PAUSED)
    assert ("2",) in asked(cast, What.OPEN, n1=OPEN, n2=PAUSED)


def test_whoever_moves_goes_where_something_else_is_done(cast: Cast) -> None:
    plan = reread_plan(cast.branch)
    services = {each.number: frozenset(each.services) for each in plan.counters.values()}
    moves = asked(cast, What.MOVE, n1=OPEN)
    assert moves
    assert all(one == "1" and services[one] != services[other] for one, other in moves)
    seated = asked(cast, What.MOVE, n1=OPEN, n3=PAUSED)
    assert ("1", "3") in moves
    assert ("1", "3") not in seated  # somebody sits there


@pytest.mark.parametrize("discipline", Discipline)
def test_an_order_that_is_in_force_is_no_change(cast: Cast, discipline: Discipline) -> None:
    value = DISCIPLINES.index(discipline)
    cast.do("hanliqun", set_parameter, name="discipline", value=value)
    others = [(each.value,) for each in Discipline if each is not discipline]
    assert asked(cast, What.DISCIPLINE) == others


def test_all_of_them_can_be_simulated(cast: Cast) -> None:
    cast.seat("chenyutong", "1")
    plan = reread_plan(cast.branch)
    seen = present(plan, cast.at)
    assert seen is not None
    known = Known(plan, seen.order, plan.discipline, FIT, seen.present)
    states = {each.number: each.state for each in seen.present.counters}
    found = choices(plan, states)
    assert {each.what for each in found} >= {What.OPEN, What.CLOSE, What.MOVE, What.DISCIPLINE}
    for each in found:
        try:
            changed(known, each)
        except Refused as refused:
            pytest.fail(f"{each} cannot be: {refused.code}")


def test_what_no_day_has_taught_is_assumed_and_said() -> None:
    fit = replace(FIT, accepts={"ordinary/cash": {"smart": 0.4}})
    assert assumed(fit, Change(What.DIVERT, service="cash", machine="smart")) is None
    assert assumed(fit, Change(What.DIVERT, service="cash", machine="atm")) == ACCEPTS
    assert assumed(fit, Change(What.DIVERT, service="noncash", machine="smart")) == ACCEPTS
    assert assumed(fit, Change(What.OPEN, counter="2")) is None
