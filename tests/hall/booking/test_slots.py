"""Slots and their room: on a grid, inside the hours, a share of what the counters can do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import MORNING, founded
from tingtang.bank.branch.queries import CounterPlan, Plan, ServicePlan, plan_of
from tingtang.hall.booking.rules.slots import (
    capacity_of,
    check_slot,
    free_slots,
    last_day,
    slots_of,
)
from tingtang.kernel.refused import Refused

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(founded().branch)


def cash_of(plan: Plan) -> ServicePlan:
    return next(each for each in plan.services.values() if each.code == "cash")


def _counter(number: int, *services: UUID) -> CounterPlan:
    return CounterPlan(UUID(int=number), str(number), "open", UUID(int=0), services)


def with_parameters(plan: Plan, **values: int) -> Plan:
    return replace(plan, parameters={**plan.parameters, **values})


@settings(deadline=None)
@given(
    counters=st.integers(0, 9),
    typical_s=st.integers(30, 3600),
    share=st.integers(0, 100),
    minutes=st.integers(5, 60),
)
def test_room_is_a_share_of_the_counters_rounded_down_but_one(
    plan: Plan, counters: int, typical_s: int, share: int, minutes: int
) -> None:
    service = replace(cash_of(plan), typical_s=typical_s)
    stand = {UUID(int=number): _counter(number, service.id) for number in range(counters)}
    stand[UUID(int=99)] = _counter(99)
    plan = with_parameters(plan, booking_share_pct=share, booking_slot_min=minutes)
    room = capacity_of(replace(plan, counters=stand), service)
    exact = Fraction(counters * minutes * 60, typical_s) * Fraction(share, 100)
    assert room == (max(1, floor(exact)) if counters and share else 0)


@settings(deadline=None)
@given(
    opens=st.integers(0, 12 * 60),
    lasts=st.integers(0, 11 * 60),
    minutes=st.integers(5, 60),
    later=st.none() | st.integers(0, 23 * 60),
)
def test_slots_stand_on_a_grid_within_the_hours(
    plan: Plan, opens: int, lasts: int, minutes: int, later: int | None
) -> None:
    def said(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    hours = [said(opens), said(opens + lasts)]
    plan = replace(
        with_parameters(plan, booking_slot_min=minutes, cutover_hour=0), hours={"4": hours}
    )
    service = replace(cash_of(plan), opens="" if later is None else said(later))
    found = slots_of(plan, service, FRIDAY)
    doors = plan.opening(FRIDAY)
    assert doors is not None
    step = timedelta(minutes=minutes)
    for slot in found:
        assert slot.tzinfo is UTC
        assert (slot - doors[0]) % step == timedelta(0)
        assert slot + step <= doors[1]
        local = plan.local(slot)
        assert later is None or local.hour * 60 + local.minute >= later
    first = max(opens, later or 0)
    assert len(found) == max(0, lasts // minutes - -(-(first - opens) // minutes))
    assert slots_of(plan, service, SATURDAY) == []


def test_a_day_off_has_no_slots_and_business_customers_have_hours_of_their_own(plan: Plan) -> None:
    assert slots_of(plan, cash_of(plan), SATURDAY) == []
    corporate = replace(cash_of(plan), icon="company")
    short = replace(plan, corporate_hours={"4": ["09:30", "11:00"]})
    assert [f"{short.local(each):%H:%M}" for each in slots_of(short, corporate, FRIDAY)] == [
        "09:30", "09:45", "10:00", "10:15", "10:30", "10:45",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        (datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "slot_begun"),
        (datetime(2026, 11, 20, 1, 20, tzinfo=UTC), "unknown_slot"),
        (datetime(2026, 11, 21, 1, 15, tzinfo=UTC), "unknown_slot"),
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "unknown_slot"),
        (datetime(2026, 12, 7, 1, 15, tzinfo=UTC), "slot_too_far"),
        (datetime(2026, 11, 20, 8, 45, tzinfo=UTC), None),
        (datetime(2026, 12, 4, 1, 15, tzinfo=UTC), None),
    ],
)
def test_which_slots_can_be_booked(plan: Plan, slot: datetime, code: str | None) -> None:
    if code is None:
        check_slot(plan, cash_of(plan), slot, MORNING)
        return
    with pytest.raises(Refused) as refused:
        check_slot(plan, cash_of(plan), slot, MORNING)
    assert refused.value.code == code


@settings(deadline=None, max_examples=50)
@given(full=st.sets(st.integers(0, 70), max_size=60))
def test_free_slots_are_those_with_room_from_now_on(plan: Plan, full: set[int]) -> None:
    service = cash_of(plan)
    every = [*free_slots(plan, service, {}, MORNING, MORNING)]
    assert every == sorted(every)
    assert every[0] == MORNING + timedelta(minutes=15)
    assert plan.day(every[-1]) <= last_day(plan, MORNING)
    room = capacity_of(plan, service)
    taken = {every[number]: room for number in full}
    assert [*free_slots(plan, service, taken, MORNING, MORNING)] == [
        slot for slot in every if slot not in taken
    ]
    nearly = dict.fromkeys(taken, room - 1)
    assert [*free_slots(plan, service, nearly, MORNING, MORNING)] == every
