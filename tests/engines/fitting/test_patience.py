"""Planted patience comes back from served, said-so, absent and still-waiting customers."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingtang.engines.fitting.patience import (
    Family,
    Known,
    exponential_mean,
    known,
    patience,
    turnbull,
)
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.fitting.special import Array

N = 30_000


def mixed(
    patience_min: Array, seed: int, says_so: float = 0.3, mean_offered: float = 15.0
) -> Known:
    """Offered waits are gamma; of those who leave a part says so, the rest is found gone."""
    rng = np.random.default_rng(seed)
    n = len(patience_min)
    called = rng.gamma(1.5, mean_offered / 1.5, n)
    still = rng.random(n) < 0.05  # seen last when half of the wait was over
    until = np.where(still, 0.5 * called, called)
    gone = patience_min < until
    speaks = rng.random(n) < says_so
    return Known(patience_min[gone & speaks], until[~gone], until[gone & ~speaks])


def drawn(family: Family, mean: float, cv: float, seed: int) -> Array:
    rng = np.random.default_rng(seed)
    if family is Family.EXPONENTIAL:
        return rng.exponential(mean, N)
    if family is Family.GAMMA:
        return rng.gamma(1 / cv**2, mean * cv**2, N)
    variance = math.log1p(cv * cv)
    return rng.lognormal(math.log(mean) - variance / 2, math.sqrt(variance), N)


@pytest.mark.parametrize(
    ("family", "mean", "cv"),
    [
        (Family.EXPONENTIAL, 20.0, 1.0),
        (Family.LOGNORMAL, 18.0, 0.7),
        (Family.GAMMA, 15.0, 0.6),
        (Family.GAMMA, 12.0, 1.5),
    ],
)
def test_planted_patience_comes_back(family: Family, mean: float, cv: float) -> None:
    found = patience(mixed(drawn(family, mean, cv, 1), 2))
    assert found is not None
    assert found.mean.value == pytest.approx(mean, rel=0.05)
    assert found.cv.value == pytest.approx(cv, rel=0.05)
    assert found.stayers == 0.0
    assert found.furthest < 0.05
    if family is not Family.EXPONENTIAL:  # which is a gamma, too
        assert found.family is family


def test_to_take_the_call_for_the_leaving_is_wrong() -> None:
    seen = mixed(drawn(Family.EXPONENTIAL, 20.0, 1.0, 3), 4, says_so=0.1)
    naive = float(seen.everything.sum()) / seen.leavings
    assert naive > 1.3 * 20.0
    assert exponential_mean(seen) == pytest.approx(20.0, rel=0.05)


def test_customers_who_never_leave_are_found_where_they_are() -> None:
    mind = drawn(Family.GAMMA, 8.0, 0.6, 5)
    stays = np.random.default_rng(6).random(N) < 0.3
    found = patience(mixed(np.where(stays, 1e6, mind), 7))
    assert found is not None
    assert found.stayers == pytest.approx(0.3, rel=0.05)
    assert found.mean.value == pytest.approx(8.0, rel=0.05)


def test_without_a_family_the_same_curve_comes_out() -> None:
    seen = mixed(drawn(Family.LOGNORMAL, 18.0, 0.7, 8), 9)
    cells, standing = turnbull(seen)
    variance = math.log1p(0.49)
    z = (np.log(cells) - math.log(18.0) + variance / 2) / math.sqrt(variance)
    true = np.array([0.5 * math.erfc(x / math.sqrt(2)) for x in z])
    # Beyond the longest tenth of the waits there is little to tell it.
    told = cells < np.quantile(seen.everything, 0.9)
    assert np.abs(standing - true)[told].max() < 0.03
    assert np.all(np.diff(standing) <= 1e-12)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = 0
    for seed in range(40):
        mind = np.random.default_rng(seed).exponential(20.0, 600)
        found = patience(mixed(mind, 1000 + seed), [Family.EXPONENTIAL])
        assert found is not None
        held += found.mean.low <= 20.0 <= found.mean.high
    assert held >= 34  # of 40 at 95 %: fewer has a chance of 1 in 500


def test_too_few_leavings_tell_nothing() -> None:
    assert patience(Known(np.ones(4), np.ones(100), np.zeros(0))) is None


@settings(max_examples=4, deadline=None)
@given(by=st.floats(0.01, 100.0), seed=st.integers(0, 1000))
def test_scaling_time_scales_the_patience(by: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = mixed(rng.gamma(2.0, 6.0, 500), seed)
    scaled = Known(by * seen.exact, by * seen.longer, by * seen.shorter)
    for family in Family:
        one, other = patience(seen, [family]), patience(scaled, [family])
        assert one is not None
        assert other is not None
        assert other.mean.value == pytest.approx(by * one.mean.value, rel=1e-3)
        assert other.cv.value == pytest.approx(one.cv.value, rel=1e-3)


def test_each_outcome_tells_its_own_part() -> None:
    rows = [
        Row(str(i), date(2026, 9, 7), "a", "b", 10.0, 60.0 * (i + 1), outcome)
        for i, outcome in enumerate(Outcome)
    ]
    found = known(rows)
    assert list(found.longer) == [1.0, 4.0]
    assert list(found.exact) == [2.0]
    assert list(found.shorter) == [3.0]
