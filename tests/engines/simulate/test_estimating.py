"""Estimates against figures worked out otherwise."""

import math
import random
import statistics

import pytest

from tingtang.engines.simulate.estimating import mean, order_statistic, ratio, student


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [
        (1, math.tan(0.475 * math.pi)),
        (2, 4.302652729696142),
        (9, 2.2621571627409915),
        (999, 1.9623414611334487),
    ],
)
def test_students_t(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, rel=1e-10)


def test_one_replication_has_no_interval() -> None:
    one = mean(1, 3.0, 9.0)
    assert one is not None
    assert one.json() == {"value": 3.0, "ci95": [None, None]}
    assert mean(0, 0.0, 0.0) is None
    assert ratio(5, 0.0, 0.0, 0.0, 0.0, 0.0) is None


def test_a_mean_is_as_the_textbook_says() -> None:
    values = [1.0, 4.0, 4.0, 7.0]
    found = mean(4, sum(values), sum(x * x for x in values))
    assert found is not None
    half = student(3) * statistics.stdev(values) / 2
    assert (found.low, found.high) == (pytest.approx(4 - half), pytest.approx(4 + half))


def test_intervals_of_a_ratio_hold_the_truth_as_often_as_they_say() -> None:
    chance = random.Random(3)
    hits = 0
    for _ in range(1000):
        pairs = []
        for _ in range(40):
            y = chance.gauss(30, 5)
            pairs.append((y * chance.gauss(2, 0.4), y))
        xs, ys = zip(*pairs, strict=True)
        found = ratio(
            40, sum(xs), sum(ys), sum(x * x for x in xs), sum(y * y for y in ys),
            sum(x * y for x, y in pairs),
        )  # fmt: skip
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 2 <= found.high
    assert 925 <= hits <= 975


def test_an_order_statistic_is_the_inverse_empirical_distribution() -> None:
    values = [float(i) for i in range(1, 101)]
    found = order_statistic(values, 0.9)
    assert found is not None
    assert found.value == 90
    assert (found.low, found.high) == (84, 97)
