"""The planned day: the same again for the same seed, and like its profile."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean

import pytest

from tingtang.ops.demo.day import plan_day, plan_seats
from tingtang.ops.demo.profiles import COMMUNITY, OFFICE, PAYROLL, PROFILES, Profile

FRIDAY = date(2026, 11, 20)
profiles = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


@profiles
def test_the_same_seed_gives_the_same_day(profile: Profile) -> None:
    assert plan_day(profile, 1, FRIDAY) == plan_day(profile, 1, FRIDAY)
    assert plan_day(profile, 1, FRIDAY) != plan_day(profile, 2, FRIDAY)


def test_another_figure_changes_only_what_it_says() -> None:
    rarely = replace(COMMUNITY, people=replace(COMMUNITY.people, no_show=0.0))
    before, after = plan_day(COMMUNITY, 1, FRIDAY), plan_day(rarely, 1, FRIDAY)
    assert [one.service_s for one in before] == [one.service_s for one in after]
    assert all(one.shows_up for one in after)
    assert not all(one.shows_up for one in before)


@profiles
def test_customers_come_while_the_doors_are_open_in_order(profile: Profile) -> None:
    arrivals = [one.arrives_s for one in plan_day(profile, 1, FRIDAY)]
    assert arrivals == sorted(arrivals)
    assert profile.opens_min * 60 <= arrivals[0]
    assert arrivals[-1] < profile.closes_min * 60


@profiles
def test_a_weekday_has_250_to_400_visits_on_average(profile: Profile) -> None:
    days = [FRIDAY + timedelta(days=ahead) for ahead in (-4, -3, -2, -1, 0)]
    visits = [len(plan_day(profile, seed, day)) for seed in range(4) for day in days]
    assert 250 <= fmean(visits) <= 400


@profiles
def test_shares_and_lengths_follow_the_profile(profile: Profile) -> None:
    people = [one for seed in range(20) for one in plan_day(profile, seed, FRIDAY)]
    shares = Counter(one.service for one in people)
    for service, figures in profile.services.items():
        assert shares[service] / len(people) == pytest.approx(figures.share, abs=0.02)
        lengths = [one.service_s / 60 for one in people if one.service == service]
        assert fmean(lengths) == pytest.approx(figures.mean_min, rel=0.15)
    classes = Counter(one.customer_class for one in people)
    assert classes["vip"] / len(people) == pytest.approx(profile.people.vip, abs=0.01)
    assert classes["potential"] / len(people) == pytest.approx(profile.people.potential, abs=0.01)


def test_the_community_meets_its_elders_in_the_morning() -> None:
    people = [one for seed in range(20) for one in plan_day(COMMUNITY, seed, FRIDAY)]

    def elders(from_h: float, to_h: float) -> float:
        here = [one for one in people if from_h * 3600 <= one.arrives_s < to_h * 3600]
        return fmean(one.need == "elder" for one in here)

    assert elders(8.5, 10.5) > 1.5 * elders(10.5, 17)


def test_each_type_has_its_own_peak() -> None:
    def busiest(profile: Profile) -> int:
        shape = profile.shape()
        return max(shape, key=lambda start: shape[start])

    assert busiest(COMMUNITY) < 10 * 60
    assert 11 * 60 + 30 <= busiest(OFFICE) < 13 * 60 + 30
    assert busiest(PAYROLL) < 11 * 60 + 30


def test_paydays_bring_more_people() -> None:
    assert PAYROLL.visits_on(date(2026, 11, 10)) > PAYROLL.visits_on(date(2026, 11, 17))


@profiles
def test_every_service_is_served_all_day(profile: Profile) -> None:
    seats = plan_seats(profile)
    for service in profile.services:
        able = [seat for seat in seats if service in seat.services]
        for minute in range(profile.opens_min, profile.closes_min, 15):
            assert any(seat.open_at(minute * 60) for seat in able), (service, minute)


@profiles
def test_impossible_combinations_are_not_planned(profile: Profile) -> None:
    for one in plan_day(profile, 1, FRIDAY):
        assert one.second_service != one.service
        assert one.uses_phone or one.late_min is None
        assert one.shows_up or one.parks_s is None
        assert one.comes_back_s is None or not one.shows_up
