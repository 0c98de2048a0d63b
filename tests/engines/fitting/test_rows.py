"""What cannot be is refused, counted by reason, and nothing is lost on the way."""

import math
import random
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingtang.engines.fitting.rows import Fault, Outcome, Row, sound
from tingtang.engines.fitting.tickets import rows_of

MONDAY, TUESDAY = date(2026, 9, 7), date(2026, 9, 8)
DOORS = {MONDAY: [(0.0, 240.0)], TUESDAY: [(0.0, 100.0), (160.0, 240.0)]}


def row(number: int = 1, **changes: Any) -> Row:
    plain = Row(str(number), MONDAY, "ordinary", "cash", 10.0, 60.0, Outcome.SERVED, 300.0, "W1")
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"day": date(2026, 9, 12)}, Fault.CLOSED_DAY),
        ({"arrived_min": -1.0}, Fault.OUTSIDE_OPENING),
        ({"arrived_min": 240.0}, Fault.OUTSIDE_OPENING),
        ({"day": TUESDAY, "arrived_min": 130.0}, Fault.OUTSIDE_OPENING),
        ({"arrived_min": math.nan}, Fault.NO_ARRIVAL),
    ],
)
def test_a_row_that_cannot_be_is_refused_whole(changes: dict[str, Any], fault: Fault) -> None:
    found = sound([row(**changes)], DOORS)
    assert found.rows == ()
    assert found.refused.rows == {fault: 1}
    assert found.refused.accepted == 0


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"wait_s": -86343.0}, "wait", Fault.WAIT_NEGATIVE),
        ({"wait_s": 86343.0}, "wait", Fault.WAIT_ABSURD),
        ({"wait_s": math.nan}, "wait", Fault.WAIT_ABSURD),
        ({"wait_s": None}, "wait", Fault.WAIT_MISSING),
        ({"started_min": 20.0}, "wait", Fault.TIMES_DO_NOT_ADD_UP),
        ({"service_s": -3.0}, "service", Fault.SERVICE_ENDS_BEFORE_START),
        ({"service_s": None}, "service", Fault.SERVICE_MISSING),
        ({"service_s": 1e6}, "service", Fault.SERVICE_ABSURD),
        ({"server": None}, "server", Fault.SERVER_MISSING),
    ],
)
def test_a_field_that_cannot_be_is_left_out_and_the_rest_counts(
    changes: dict[str, Any], field: str, fault: Fault
) -> None:
    found = sound([row(**changes), row(2)], DOORS)
    assert len(found.rows) == 2
    assert found.refused.fields == {field: {fault: 1}}
    assert found.refused.share(field) == 0.5
    kept = next(each for each in found.rows if each.id == "1")
    assert getattr(kept, {"wait": "wait_s", "service": "service_s"}.get(field, field)) is None


def test_the_same_number_twice_in_a_day_counts_once() -> None:
    given = [row(), row(), row(day=TUESDAY)]
    found = sound(given, DOORS)
    assert len(found.rows) == 2
    assert found.refused.rows == {Fault.DUPLICATE: 1}


ROWS = st.builds(
    Row,
    id=st.sampled_from("abcdef"),
    day=st.sampled_from([MONDAY, TUESDAY, date(2026, 9, 12)]),
    class_id=st.sampled_from(["vip", "ordinary"]),
    service=st.just("cash"),
    arrived_min=st.floats(-50, 300) | st.just(math.nan),
    wait_s=st.none() | st.floats(-100_000, 100_000),
    outcome=st.sampled_from(list(Outcome)),
    service_s=st.none() | st.floats(-100, 20_000),
    server=st.none() | st.sampled_from(["W1", "W2"]),
)


@settings(deadline=None)
@given(st.lists(ROWS, max_size=30), st.integers(0, 5), st.randoms(use_true_random=False))
def test_every_row_is_accepted_or_refused_in_any_order(
    rows: list[Row], unreadable: int, chance: random.Random
) -> None:
    found = sound(rows, DOORS, unreadable)
    refused = found.refused
    assert refused.given == len(rows) + unreadable
    assert refused.accepted == len(found.rows)
    assert refused.rows.get(Fault.UNREADABLE, 0) == unreadable
    waits = sum(refused.fields.get("wait", {}).values())
    assert waits == sum(each.wait_s is None for each in found.rows)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    again = sound(shuffled, DOORS, unreadable)
    assert again.refused == refused
    assert [repr(each) for each in again.rows] == [repr(each) for each in found.rows]


CALL = {
    "ticket": "1",
    "segment": "ordinary",
    "service": "PS",
    "arrived_at": "1999-02-02T23:59:17",
    "queued_at": "1999-02-02T23:59:26",
    "left_queue_at": "1999-02-02T00:00:23",
    "outcome": "abandoned",
    "service_started_at": "",
    "service_ended_at": "",
    "server": "NO_SERVER",
}


def test_the_table_of_tickets_is_read_as_it_stands() -> None:
    calls = [
        CALL,
        {**CALL, "ticket": "2", "queued_at": "", "left_queue_at": ""},
        {
            **CALL, "ticket": "3", "outcome": "served", "arrived_at": "1999-02-02T10:00:00",
            "queued_at": "", "left_queue_at": "", "service_started_at": "1999-02-02T10:00:09",
            "service_ended_at": "1999-02-02T10:02:09", "server": "ANAT",
        },
        {**CALL, "ticket": "4", "arrived_at": "yesterday"},
        {**CALL, "ticket": "5", "outcome": "eaten"},
    ]  # fmt: skip
    rows, unreadable = rows_of(calls, opens_min=420)
    assert unreadable == 2
    assert [each.wait_s for each in rows] == [-86343.0, None, 0.0]
    assert [each.joined for each in rows] == [True, False, True]
    assert rows[2].arrived_min == pytest.approx(180 + 9 / 60)
    assert rows[2].service_s == 120.0
    assert rows[0].server is None
    found = sound(rows, {date(1999, 2, 2): [(0.0, 1020.0)]}, unreadable)
    assert found.refused.given == 5
    assert Counter(found.refused.rows) == {Fault.UNREADABLE: 2}
    assert found.refused.fields["wait"] == {Fault.WAIT_NEGATIVE: 1, Fault.WAIT_MISSING: 1}
