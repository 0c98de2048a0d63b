"""The first day that cash can be had: opening days of the branch, a lead, a cut-off."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import founded
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.booking.rules.cash import earliest_day, earliest_of, final_at
from tingtang.kernel.refused import Refused

NOON, CUTOFF = 12 * 60, 15 * 60
FRIDAY = date(2026, 11, 20)


def day(name: str) -> date:
    """A day of the week of Friday 20 November, or of the week after it."""
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    next_week = name.startswith("next ")
    monday = FRIDAY - timedelta(days=4)
    return monday + timedelta(days=names.index(name.removeprefix("next ")) + 7 * next_week)


WEEKDAYS, EVERY_DAY, NOT_MONDAY = set(range(5)), set(range(7)), {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("said", "minute", "opens", "lead", "first"),
    [
        ("thu", NOON, WEEKDAYS, 1, "fri"),
        ("fri", NOON, WEEKDAYS, 1, "next mon"),
        ("fri", CUTOFF - 1, WEEKDAYS, 1, "next mon"),
        ("fri", CUTOFF, WEEKDAYS, 1, "next tue"),
        ("sat", NOON, WEEKDAYS, 1, "next tue"),
        ("sun", CUTOFF + 60, WEEKDAYS, 1, "next tue"),
        ("fri", NOON, EVERY_DAY, 1, "sat"),  # the branch is open, though nobody works elsewhere
        ("fri", CUTOFF, EVERY_DAY, 1, "sun"),
        ("sun", NOON, NOT_MONDAY, 1, "next tue"),
        ("fri", NOON, WEEKDAYS, 0, "fri"),
        ("fri", CUTOFF, WEEKDAYS, 0, "next mon"),
        ("fri", NOON, WEEKDAYS, 3, "next wed"),
        ("fri", 25 * 60, WEEKDAYS, 1, "next tue"),  # past midnight, before the cutover
    ],
)
def test_the_earliest_day(said: str, minute: int, opens: set[int], lead: int, first: str) -> None:
    def is_open(each: date) -> bool:
        return each.weekday() in opens

    assert earliest_day(day(said), minute, is_open, lead, CUTOFF) == day(first)


@given(
    ahead=st.integers(0, 400),
    minute=st.integers(0, 27 * 60),
    opens=st.sets(st.integers(0, 6), min_size=1),
    lead=st.integers(0, 10),
)
def test_the_lead_is_counted_in_opening_days(
    ahead: int, minute: int, opens: set[int], lead: int
) -> None:
    said = FRIDAY + timedelta(days=ahead)

    def is_open(each: date) -> bool:
        return each.weekday() in opens

    first = earliest_day(said, minute, is_open, lead, CUTOFF)
    assert is_open(first)
    between = (said + timedelta(days=n) for n in range((first - said).days))
    counts = [each for each in between if is_open(each)]
    in_time = minute < CUTOFF and is_open(said)
    assert len(counts) == lead + (is_open(said) and not in_time)
    assert earliest_day(said, minute, is_open, lead + 1, CUTOFF) > first
    assert earliest_day(said + timedelta(days=1), minute, is_open, lead, CUTOFF) >= first


def test_a_branch_that_never_opens_has_no_day() -> None:
    with pytest.raises(Refused) as refused:
        earliest_day(FRIDAY, NOON, lambda _: False, 1, CUTOFF)
    assert refused.value.code == "no_opening_day"


def test_a_day_is_final_at_the_last_cut_off_that_reaches_it() -> None:
    plan = plan_of(founded().branch)
    final = final_at(plan, day("next mon"))
    assert final is not None
    assert final.isoformat() == "2026-11-20T15:00:00+08:00"
    just_before = final - timedelta(seconds=1)
    assert earliest_of(plan, just_before) == day("next mon")
    assert earliest_of(plan, final) == day("next tue")
    assert final_at(plan, day("sat")) is None
    midnight = datetime.fromisoformat("2026-11-21T01:00:00+08:00")
    assert earliest_of(plan, midnight) == day("next tue")
