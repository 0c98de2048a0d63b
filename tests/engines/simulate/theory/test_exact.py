"""The formulas against 50-digit arithmetic."""

import math
import random
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from engines.simulate.theory import fifty_digits
from tingtang.engines.simulate.theory import (
    accumulating_wait,
    erlang_a,
    erlang_a_beyond,
    erlang_a_offered,
    erlang_a_quantile,
    erlang_a_within,
    erlang_b,
    erlang_c,
    erlang_c_beyond,
    erlang_c_quantile,
    erlang_c_wait,
    priority_beyond,
    priority_quantile,
    priority_wait,
)

#: Of the figure, where the question itself is sharp: near a load of 1 double numbers are coarse.
NEAR = 1e-12

SERVERS = (1, 2, 3, 10, 47, 100, 1000, 10_000)
BUSY = (1e-9, 0.01, 0.3, 0.7, 0.95, 0.999, 1.0, 1.01, 1.3, 20.0)


def close(found: Any, expected: Any, near: float = NEAR) -> None:
    for got, wanted in zip(_flat(found), _flat(expected), strict=True):
        least = 1e-290  # chances so small are 0
        assert math.isclose(got, wanted, rel_tol=near, abs_tol=least), (got, wanted)


def _flat(numbers: Any) -> Iterable[float]:
    return [float(each) for each in np.ravel(np.asarray(numbers, object))]


@pytest.mark.parametrize("c", SERVERS)
def test_the_loss_and_the_delay_formula(c: int) -> None:
    loads = [c * each for each in BUSY]
    close(erlang_b(c, loads), [fifty_digits.erlang_b(c, each) for each in loads])
    close(erlang_c(c, loads), [fifty_digits.erlang_c(c, each) for each in loads])


@pytest.mark.parametrize("c", [1, 3, 10, 100, 10_000])
def test_waits_where_nobody_leaves(c: int) -> None:
    for busy in (0.1, 0.7, 0.95):
        arrivals = c * busy / 4.0
        waits = fifty_digits.erlang_c(c, arrivals * 4.0)
        idle = c / 4.0 - arrivals
        close(erlang_c_wait(c, arrivals, 4.0), waits / idle)
        for wait in (0.0, 0.3, 7.0):
            close(erlang_c_beyond(c, arrivals, 4.0, wait), float(waits) * math.exp(-idle * wait))
        expected = math.log(float(waits) / 0.125) / idle if waits > 0.125 else 0.0
        close(erlang_c_quantile(c, arrivals, 4.0, 0.875), expected)


IMPATIENT = [
    (c, c * busy, patience)
    for c in (1, 2, 10, 100)
    for busy in (0.01, 0.5, 0.95, 1.0, 1.2, 3.0)
    for patience in (0.01, 0.5, 2.0, 50.0)
] + [(1000, 1050.0, 3.0), (1000, 800.0, 100.0), (10_000, 10_100.0, 2.0), (10_000, 9_900.0, 5.0)]


@pytest.mark.parametrize("part", range(4))
def test_customers_who_leave(part: int) -> None:
    for c, load, patience in IMPATIENT[part::4]:
        found = erlang_a(c, load / 3.0, 3.0, 3.0 * patience)
        close(found, fifty_digits.erlang_a(c, load / 3.0, 3.0, 3.0 * patience), 1e-11)


LATE = [
    (c, c * busy, patience)
    for c in (1, 3, 10, 60)
    for busy in (0.5, 0.95, 1.2, 3.0)
    for patience in (0.2, 2.0, 30.0)
]


@pytest.mark.parametrize("part", range(4))
def test_waits_of_customers_who_leave(part: int) -> None:
    for c, load, patience in LATE[part::4]:
        given = c, load, 1.0, patience
        _, left, _, _ = fifty_digits.erlang_a(*given)
        for wait in (0.0, 0.05, 1.0, 2.0 * patience):
            offered, late = fifty_digits.erlang_a_late(*given, wait)
            close(erlang_a_offered(*given, wait), offered, 1e-10)
            close(erlang_a_beyond(*given, wait), late / (1 - left), 1e-10)
            assert abs(erlang_a_within(*given, wait) - (1 - left - late)) < 1e-14
        for share in (0.5, 0.9, 0.99):
            at = float(erlang_a_quantile(*given, share))
            if at == 0.0:
                assert erlang_a_beyond(*given, 0.0) <= 1.0 - share
            else:
                close(erlang_a_beyond(*given, at), 1.0 - share, 1e-10)


@pytest.mark.parametrize(
    ("c", "load", "patience"),
    [(1, 1.3, 1e9), (10_000, 12_000.0, 1e5), (100, 250.0, 1e8)],
)
def test_very_long_patience(c: int, load: float, patience: float) -> None:
    """The normal approximation of what is overloaded, whose error is one through the spread."""
    late = math.log(load / c) * patience
    assert np.isclose(erlang_a(c, load, 1.0, patience).abandoned, 1 - c / load, rtol=1e-9)
    halved = erlang_a_offered(c, load, 1.0, patience, late)
    assert abs(halved - 0.5) < 2.0 / math.sqrt(c * patience)


PRIORITIES = [
    (3, [0.5, 0.8, 0.8]),
    (1, [0.2, 0.1, 0.3, 0.25]),
    (10, [0.1, 4.0, 5.0]),
    (2, [0.72, 0.0001, 1.2]),
    (4, [1.0, 1.0, 1.0]),  # the second class's pole is at the cut: (2/4)² = 1/4
    (4, [1.0, 1.02, 1.0]),
    (100, [30.0, 30.0, 35.0]),
]


@pytest.mark.parametrize(("c", "loads"), PRIORITIES)
def test_waits_by_priority(c: int, loads: list[float]) -> None:
    arrivals = [each / 2.0 for each in loads]
    means = priority_wait(c, arrivals, 2.0)
    for kind in range(len(loads)):
        for times in (0.0, 0.1, 1.0, 5.0):
            wait = max(1e-3, times * float(means[kind]))
            found = priority_beyond(c, arrivals, 2.0, wait)[kind]
            expected = fifty_digits.priority_beyond(c, arrivals, 2.0, kind, wait)
            close(found, expected, 1e-11)
    at = priority_quantile(c, arrivals, 2.0, 0.9)
    for kind, wait in enumerate(at):
        late = priority_beyond(c, arrivals, 2.0, wait)[kind]
        assert math.isclose(late, 0.1, rel_tol=1e-11) if wait > 0 else late <= 0.1


def test_the_distribution_by_priority_has_the_mean_of_the_formula() -> None:
    arrivals, ends = [0.5, 0.8, 0.8], np.linspace(0.0, 200.0, 200_001)
    late = priority_beyond(3, arrivals, 1.0, ends)
    area = (late[1:] + late[:-1]).sum(axis=0) * 0.5 * (ends[1] - ends[0])
    np.testing.assert_allclose(area, priority_wait(3, arrivals, 1.0), rtol=1e-5)


def test_waits_by_accumulating_priority() -> None:
    chance = random.Random(1964)
    for _ in range(100):
        n, c = chance.randint(1, 5), chance.randint(1, 20)
        arrivals = [chance.uniform(0, 0.19) * c / 3.0 for _ in range(n)]
        rates = [chance.choice([0.5, 1.0, chance.uniform(0.1, 9.0)]) for _ in range(n)]
        found = accumulating_wait(c, arrivals, 3.0, rates)
        close(found, fifty_digits.accumulating_wait(c, arrivals, 3.0, rates))
