"""Variates have the moments of their distributions, and what is left has those of the tail."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engines.simulate.branches import morning
from tingtang.engines.simulate import layout as at
from tingtang.engines.simulate.compiled import entry
from tingtang.engines.simulate.model import (
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
    model,
)
from tingtang.engines.simulate.remaining import gamma_survival, normal_at, remaining
from tingtang.engines.simulate.running import Desk, Wish
from tingtang.engines.simulate.scenario import scenario

N = 400_000


@pytest.mark.parametrize(
    ("kind", "mean", "deviation"),
    [
        ({"kind": "exponential", "mean": 3.0}, 3.0, 3.0),
        ({"kind": "lognormal", "mean": 6.0, "cv": 0.8}, 6.0, 4.8),
        ({"kind": "gamma", "mean": 6.0, "cv": 0.5}, 6.0, 3.0),
        ({"kind": "gamma", "mean": 6.0, "cv": 1.5}, 6.0, 9.0),
        ({"kind": "deterministic", "value": 4.0}, 4.0, 0.0),
        ({"kind": "empirical", "values": [1.0, 2.0, 6.0]}, 3.0, math.sqrt(14 / 3)),
    ],
)
def test_means_and_deviations(kind: dict[str, object], mean: float, deviation: float) -> None:
    document = morning()
    document["classes"][0]["service_min"] = kind
    document["classes"][0]["arrivals"] = {"edges_min": [0, 240], "per_hour": [N / 4]}
    desk = Desk(model(scenario(document)), Wish(full=False), 0)
    desk.block(0, 1)
    n = int(desk.wi[desk.wi[at.COUNT]])
    drawn = desk.wf[desk.wi[at.SERVICE] : desk.wi[at.SERVICE] + n]
    assert drawn.mean() == pytest.approx(mean, abs=5 * deviation / math.sqrt(n) + 1e-12)
    assert drawn.std() == pytest.approx(deviation, rel=0.02)
    assert n == pytest.approx(N, abs=5 * math.sqrt(N))


@entry
def _left(family: int, a: float, b: float, elapsed: float, us: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    out = np.empty(len(us))
    values = np.zeros(1)
    for i in range(len(us)):
        out[i] = remaining(family, a, b, values, 0, elapsed, us[i])
    return out


@pytest.mark.parametrize(
    ("family", "a", "b", "elapsed"),
    [(EXPONENTIAL, 3.0, 0.0, 5.0), (LOGNORMAL, 1.5, 0.7, 4.0), (GAMMA, 2.5, 1.7, 6.0)],
)
def test_what_is_left_survives_as_its_tail_says(
    family: int, a: float, b: float, elapsed: float
) -> None:
    """S(elapsed + left) = u S(elapsed), the survival by numerical integration of the density."""
    us = np.array([0.999, 0.9, 0.5, 0.1, 1e-3, 1e-9])
    left = _left(family, a, b, elapsed, us)

    def survival(x: float) -> float:
        if family == EXPONENTIAL:
            return math.exp(-x / a)
        if family == LOGNORMAL:
            return 0.5 * math.erfc((math.log(x) - a) / b / math.sqrt(2))
        grid = np.linspace(x / b, x / b + 80, 2_000_001)
        density = np.exp((a - 1) * np.log(grid) - grid - math.lgamma(a))
        return float(np.trapezoid(density, grid))

    for u, more in zip(us, left, strict=True):
        assert survival(elapsed + more) == pytest.approx(u * survival(elapsed), rel=1e-6)


@entry
def _normal(p: float) -> float:
    return normal_at(p)


@entry
def _upper(shape: float, x: float) -> float:
    return gamma_survival(shape, x)


@pytest.mark.parametrize("z", [-6.0, -2.5, -0.3, 0.0, 0.7, 3.1, 9.0, 30.0])
def test_the_normal_variate_of_a_survival(z: float) -> None:
    survival = 0.5 * math.erfc(z / math.sqrt(2))
    assert _normal(survival) == pytest.approx(z, abs=1e-7)


@pytest.mark.parametrize(("n", "x"), [(1, 0.2), (3, 2.0), (7, 12.0), (40, 30.0)])
def test_the_gamma_survival_of_a_whole_shape_is_a_poisson_sum(n: int, x: float) -> None:
    poisson = math.fsum(math.exp(-x + i * math.log(x) - math.lgamma(i + 1)) for i in range(n))
    assert _upper(float(n), x) == pytest.approx(poisson, rel=1e-12)


@given(
    st.floats(0.05, 300.0), st.floats(0.01, 100.0), st.floats(0.0, 5.0), st.floats(1e-12, 1 - 1e-9)
)
@settings(max_examples=500)
def test_what_is_left_of_any_gamma(shape: float, scale: float, means: float, u: float) -> None:
    """However short-lived or regular it is, and however long it has lasted."""
    elapsed = means * shape * scale
    before = _upper(shape, elapsed / scale)
    assume(before * u > 1e-280)
    (left,) = _left(GAMMA, shape, scale, elapsed, np.array([u]))
    after = _upper(shape, (elapsed + left) / scale)
    assert after == pytest.approx(before * u, rel=1e-9) or left < 1e-13 * max(elapsed, 1e-280)
