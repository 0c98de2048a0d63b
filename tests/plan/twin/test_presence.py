"""When counters are believed to call."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, founded
from plan.twin.taught import FIT, teach
from tingtang.bank.branch.queries import reread_plan
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.serving import finish
from tingtang.ops import foreseeing
from tingtang.plan.twin.rules.changes import Change, What, changed
from tingtang.plan.twin.rules.presence import Attendance, Span, believed
from tingtang.plan.twin.rules.present import Working
from tingtang.plan.twin.rules.scenarios import Known, scenario
from tingtang.relation.referral.actions.leaving import abandon

HORIZON = 480.0
WITH_LUNCH = ((0, 240), (270, 420))


@pytest.mark.parametrize(
    ("there", "now", "expected"),
    [
        (None, 0.0, [(0.0, 240), (270, 420)]),
        (None, 20.0, [(30.0, 240), (270, 420)]),  # half as late again
        (None, 30.0, [(270, 420)]),  # does not come any more
        (Attendance(-900.0, None), 20.0, [(30.0, 240), (270, 420)]),  # left yesterday evening
        (Attendance(5.0, None), 20.0, [(270, 420)]),  # was here, and left
        (Attendance(0.0, 100.0), 100.0, [(100.0, 240), (270, 420)]),
        (Attendance(0.0, 250.0), 250.0, [(250.0, 255.0), (270, 420)]),  # a late lunch
        (Attendance(245.0, 250.0), 250.0, [(250.0, 420)]),  # back early
        (Attendance(235.0, 275.0), 240.0, [(275.0, 420)]),  # at lunch
        (Attendance(430.0, 435.0), 435.0, [(435.0, HORIZON)]),  # opened beyond the usual
    ],
)
def test_as_it_stands_then_as_on_most_days(
    there: Attendance | None, now: float, expected: list[Span]
) -> None:
    assert believed(there, WITH_LUNCH, now, HORIZON) == expected


def test_whoever_is_there_in_the_last_half_hour_stays() -> None:
    assert believed(None, ((300, 460),), 200.0, HORIZON) == [(300, HORIZON)]


def test_without_a_past_what_calls_goes_on_and_what_is_shut_stays_so() -> None:
    assert believed(Attendance(0.0, 30.0), (), 30.0, HORIZON) == [(30.0, HORIZON)]
    assert believed(None, (), 30.0, HORIZON) == []
    assert believed(Attendance(10.0, None), (), 30.0, HORIZON) == []


@st.composite
def _usual(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    edges = sorted(draw(st.sets(st.integers(0, 16), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((30 * begins, 30 * ends) for begins, ends in pairs)


@given(
    _usual(),
    st.floats(0, 479),
    st.none() | st.tuples(st.floats(0, 600), st.none() | st.floats(0, 60)),
)
def test_spans_rise_lie_apart_and_are_to_come(
    usual: tuple[tuple[int, int], ...], now: float, seat: tuple[float, float | None] | None
) -> None:
    there = None
    if seat is not None:
        ago, back = seat
        there = Attendance(now - ago, None if back is None else now + back)
    edges = [edge for span in believed(there, usual, now, HORIZON) for edge in span]
    assert edges == sorted(set(edges))
    assert all(now <= edge <= HORIZON for edge in edges)


def _open(known: Known) -> dict[str, list[list[float]]]:
    return {each["id"]: each["open_min"] for each in scenario(known)["counters"]}


@pytest.fixture(scope="module")
def known(database: object) -> Known:
    """A branch an hour after opening with counter 1 open, whose 2 usually comes an hour later."""
    cast = founded()
    cast.open_day()
    cast.later(hours=1)
    teach(cast.branch, cast.at, replace(FIT, usual={"1": WITH_LUNCH, "2": ((120, 480),)}))
    cast.seat("chenyutong", "1")
    return _now(cast)


def opens(known: Known, change: Change) -> dict[str, list[list[float]]]:
    return _open(changed(known, change))


def test_a_forecast_counts_on_whoever_usually_comes_later(known: Known) -> None:
    assert _open(known) == {**_open(known), "1": [[60, 240], [270, 420]], "2": [[120, HORIZON]]}
    assert opens(known, Change(What.OPEN, counter="2"))["2"] == [[60, HORIZON]]


def test_whoever_ends_does_not_come_back_and_has_lunch_where_they_went(known: Known) -> None:
    assert opens(known, Change(What.CLOSE, counter="1"))["1"] == []
    moved = opens(known, Change(What.MOVE, counter="1", other="2"))
    assert (moved["1"], moved["2"]) == ([], [[60, 240], [270, 420]])


def test_who_calls_nobody_though_somebody_waits_is_believed_away_half_as_long_again(
    database: object,
) -> None:
    """Finished with one at 10:10, and at 10:14 still nobody is called: from 10:16 on."""
    cast = founded()
    cast.open_day()
    cast.later(hours=1)
    teach(cast.branch, cast.at, replace(FIT, usual={}))
    cast.seat("chenyutong", "1")
    first, second = cast.ticket("cash"), cast.ticket("cash")
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    cast.later(minutes=10)
    assert _open(_now(cast))["1"] == [[70, HORIZON]]
    cast.do("chenyutong", finish, ticket_id=first.id)
    assert _open(_now(cast))["1"] == [[70, HORIZON]]
    cast.later(minutes=4)
    assert _open(_now(cast))["1"] == [[76, HORIZON]]
    cast.do("suxiaowen", abandon, ticket_id=second.id)
    assert _open(_now(cast))["1"] == [[74, HORIZON]]  # nobody waits: it would call at once


def _now(cast: Cast) -> Known:
    found, why = foreseeing.known_at(reread_plan(cast.branch), cast.at)
    assert found is not None, why
    return found


@pytest.mark.parametrize("state", [SeatState.OPEN, SeatState.PAUSED, SeatState.VACANT])
def test_a_counter_that_is_ready_before_the_doors_open_calls_from_then_on(
    known: Known, state: SeatState
) -> None:
    early = known.now.opens - timedelta(minutes=90)
    seat = Working("1", state, early, "preparing", None, None)
    before = replace(known.now, at=early + timedelta(minutes=1), counters=[seat], here=[])
    made = scenario(replace(known, now=before))
    read(made)
    assert made["counters"][0]["open_min"] == [[0, 240], [270, 420]]
