"""What a planned day's waits look like, and that the rehearsal keeps the hall's rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean, median, quantiles

import pytest

from tingtang.hall.ticket.queries import START_ORDER
from tingtang.hall.visit.rules import LineClass
from tingtang.ops.demo.day import PlannedCustomer, SeatPlan, Spell, plan_day, plan_seats
from tingtang.ops.demo.profiles import COMMUNITY, PROFILES, Profile
from tingtang.ops.demo.rehearsal import Lived, rehearse

FRIDAY = date(2026, 11, 20)
profiles = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


def _days(profile: Profile) -> list[tuple[Lived, ...]]:
    weekdays = [FRIDAY - timedelta(days=back) for back in range(4)]
    return [
        rehearse(plan_day(profile, seed, day), plan_seats(profile))
        for seed in range(5)
        for day in weekdays
    ]


def _ordinary(one: Lived) -> bool:
    return one.customer.need is None and one.customer.customer_class != "vip"


def _peak_p90_min(day: tuple[Lived, ...]) -> float:
    hours: dict[int, list[float]] = {}
    for one in day:
        if one.waited_s is not None and _ordinary(one):
            hours.setdefault(int(one.customer.arrives_s // 3600), []).append(one.waited_s / 60)
    return max(quantiles(waits, n=10)[-1] for waits in hours.values() if len(waits) >= 10)


@profiles
def test_the_peak_is_felt_and_the_day_does_not_collapse(profile: Profile) -> None:
    days = _days(profile)
    assert 15 <= median(_peak_p90_min(day) for day in days) <= 30
    gone = fmean(one.called_s is None for day in days for one in day)
    assert gone < 0.05


@profiles
def test_the_branch_is_empty_soon_after_the_doors_close(profile: Profile) -> None:
    last_calls = [max(one.called_s or 0.0 for one in day) / 60 for day in _days(profile)]
    assert median(last_calls) <= profile.closes_min + 30


def _customer(like: PlannedCustomer, **changes: object) -> PlannedCustomer:
    return replace(like, **changes)  # type: ignore[arg-type]


@pytest.fixture
def somebody() -> PlannedCustomer:
    return _customer(
        plan_day(COMMUNITY, 1, FRIDAY)[0],
        service="cash",
        customer_class="ordinary",
        need=None,
        patience_s=1e9,
        walks_s=0.0,
        service_s=600.0,
        shows_up=True,
    )


def test_a_vip_goes_first_but_nobody_is_overtaken_beyond_the_cap(
    somebody: PlannedCustomer,
) -> None:
    waiting = _customer(somebody, key=1, arrives_s=32_460.0)
    vips = [
        _customer(somebody, key=key, arrives_s=32_400.0 + key * 61, customer_class="vip")
        for key in range(2, 12)
    ]
    first = _customer(somebody, key=0, arrives_s=32_400.0)
    seat = SeatPlan("1", ("cash",), 32_400.0, (Spell(32_400.0, 60_000.0),), drains=True)
    lived = {one.customer.key: one for one in rehearse([first, waiting, *vips], [seat])}
    assert lived[1].overtaken <= START_ORDER.terms[LineClass.ORDINARY].max_overtakes
    assert (lived[2].called_s or 0) < (lived[1].called_s or 0)


def test_whoever_loses_patience_is_not_called(somebody: PlannedCustomer) -> None:
    first = _customer(somebody, key=0, arrives_s=32_400.0)
    hasty = _customer(somebody, key=1, arrives_s=32_401.0, patience_s=300.0)
    seat = SeatPlan("1", ("cash",), 32_400.0, (Spell(32_400.0, 60_000.0),), drains=True)
    assert [one.called_s for one in rehearse([first, hasty], [seat])] == [32_400.0, None]


def test_nobody_is_called_during_lunch(somebody: PlannedCustomer) -> None:
    spells = (Spell(32_400.0, 36_000.0), Spell(36_000.0, 39_600.0, "lunch"), Spell(39_600.0, 6e4))
    seat = SeatPlan("1", ("cash",), 32_400.0, spells, drains=True)
    hungry = _customer(somebody, key=0, arrives_s=36_060.0)
    assert rehearse([hungry], [seat])[0].called_s == 39_600.0
