"""Rates, weekdays and the day factor, planted and found again."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingtang.engines.fitting.arrivals import Counts, counts, day_factor, rates
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.fitting.special import Array

MONDAY = date(2026, 9, 7)
SHAPE = np.array([4.0, 8.0, 12.0, 9.0, 6.0, 10.0, 7.0, 3.0])


def planted(days: int, cv: float, seed: int, weekday: Array | None = None) -> Counts:
    rng = np.random.default_rng(seed)
    when = tuple(MONDAY + timedelta(days=i) for i in range(days))
    factor = rng.gamma(cv**-2, cv**2, days) if cv else np.ones(days)
    level = np.ones(7) if weekday is None else weekday
    mean = np.array([level[day.weekday()] for day in when])[:, None] * factor[:, None] * SHAPE
    return Counts(when, rng.poisson(mean).astype(float), np.ones((days, len(SHAPE))))


@pytest.mark.parametrize("cv", [0.1, 0.16, 0.3])
def test_the_planted_day_factor_comes_back(cv: float) -> None:
    found = day_factor(planted(7000, cv, 1))
    assert found.cv.value == pytest.approx(cv, rel=0.05)
    assert found.cv.low <= cv <= found.cv.high


def test_weekdays_that_differ_are_no_day_factor() -> None:
    level = np.array([1.4, 1.0, 0.9, 0.9, 1.2, 0.6, 0.5])
    assert day_factor(planted(7000, 0.16, 2, level)).cv.value == pytest.approx(0.16, rel=0.05)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000), days=st.integers(1, 30))
def test_the_day_factor_is_never_negative(seed: int, days: int) -> None:
    found = day_factor(planted(days, 0.0, seed)).cv
    assert 0.0 <= found.low <= found.value <= found.high


def test_planted_rates_come_back() -> None:
    level = np.array([1.4, 1.0, 0.9, 0.9, 1.2, 0.6, 0.5])
    found = rates(planted(3500, 0.16, 3, level), 0.16)
    assert found.per_quarter == pytest.approx(level[:, None] * SHAPE, rel=0.05)


def test_weekdays_alike_are_drawn_to_all_days() -> None:
    of = planted(21, 0.16, 4)
    found = rates(of, 0.16)
    together = of.count.sum() / 21
    own = np.array([of.count[w::7].sum() / 3 for w in range(7)])
    drawn = found.per_quarter.sum(axis=1)
    assert np.abs(drawn - together).max() < 0.6 * np.abs(own - together).max()
    assert found.shape_half_days > 3  # of three days, less than half is believed


def test_levels_drawn_to_each_other_err_less_than_raw_ones() -> None:
    level = np.array([1.08, 1.0, 0.95, 0.97, 1.05, 0.98, 0.97])
    drawn, raw = [], []
    for seed in range(40):
        of = planted(14, 0.16, 100 + seed, level)
        found = rates(of, 0.16).level
        own = np.array([of.count[w::7].sum() for w in range(7)])
        drawn.append(found / found.mean() - level)
        raw.append(own / own.mean() - level)
    assert np.mean(np.square(drawn)) < 0.5 * np.mean(np.square(raw))


def test_half_of_a_weekday_is_its_own_after_the_half_weight() -> None:
    level = np.array([1.4, 1.0, 0.9, 0.9, 1.2, 0.6, 0.5])
    few, many = rates(planted(14, 0.16, 5, level), 0.16), rates(planted(700, 0.16, 5, level), 0.16)
    # What a day tells and how weekdays differ are planted: 0.16^2 + 1/59 by a variance of 0.1.
    expected = (0.16**2 + 1 / (SHAPE.sum() * level.mean())) / np.var(level / level.mean(), ddof=1)
    assert many.level_half_days == pytest.approx(expected, rel=0.1)
    assert few.level_error.mean() > many.level_error.mean()


def test_recent_days_count_for_more() -> None:
    of = planted(700, 0.0, 6)
    of.count[350:] *= 2.0
    plain, recent = rates(of, 0.0), rates(of, 0.0, half_life_days=30)
    assert plain.per_quarter.sum() == pytest.approx(1.5 * 7 * SHAPE.sum(), rel=0.05)
    assert recent.per_quarter.sum() == pytest.approx(2.0 * 7 * SHAPE.sum(), rel=0.05)


def test_closed_quarters_are_no_quiet_ones() -> None:
    of = planted(700, 0.0, 7)
    of.open[::2, 4:] = 0.0
    of.count[::2, 4:] = 0.0
    found = rates(of, 0.0)
    assert found.per_quarter == pytest.approx(np.tile(SHAPE, (7, 1)), rel=0.12)


def test_rows_are_counted_where_the_doors_are_open() -> None:
    rows = [
        Row("1", MONDAY, "a", "b", 14.9, 0.0, Outcome.SERVED),
        Row("2", MONDAY, "a", "b", 15.0, 0.0, Outcome.SERVED),
    ]
    found = counts(rows, {MONDAY: [(7.5, 45.0)], MONDAY + timedelta(1): []}, 60.0)
    assert found.days == (MONDAY,)
    assert found.count.tolist() == [[1.0, 1.0, 0.0, 0.0]]
    assert found.open.tolist() == [[0.5, 1.0, 1.0, 0.0]]
    assert math.isinf(rates(found, 0.0).level_half_days)
