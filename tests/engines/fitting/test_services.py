"""Services: mean, spread and family by line, and who takes how long."""

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from engines.fitting.ledger import MONDAY
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.fitting.services import Family, services
from tingtang.engines.fitting.special import Array

FACTORS = {"W1": 0.7, "W2": 0.9, "W3": 1.1, "W4": 1.3}


def rows_of(took: Array, line: str, seed: int, factors: dict[str, float]) -> list[Row]:
    rng = np.random.default_rng(seed)
    names = sorted(factors)
    found = []
    for i, minutes in enumerate(took):
        server = names[rng.integers(len(names))]
        day = MONDAY + timedelta(days=i % 20)
        found.append(
            Row(str(i), day, "a", line, 1.0, 0.0, Outcome.SERVED,
                60 * float(minutes) * factors[server], server)
        )  # fmt: skip
    return found


def drawn(kind: str, mean: float, cv: float, n: int, seed: int) -> Array:
    rng = np.random.default_rng(seed)
    if kind == "gamma":
        return rng.gamma(cv**-2, mean * cv**2, n)
    if kind == "two kinds":
        return np.where(rng.random(n) < 0.5, rng.normal(3.0, 0.2, n), rng.normal(12.0, 0.5, n))
    variance = math.log1p(cv * cv)
    return rng.lognormal(math.log(mean) - variance / 2, math.sqrt(variance), n)


def test_planted_services_and_factors_come_back() -> None:
    rows = rows_of(drawn("lognormal", 6.0, 0.8, 12_000, 1), "cash", 2, FACTORS)
    rows += rows_of(drawn("gamma", 15.0, 0.5, 6_000, 3), "cards", 4, FACTORS)
    found = services(rows)
    cash, cards = found.lines["a/cash"], found.lines["a/cards"]
    assert (cash.family, cards.family) == (Family.LOGNORMAL, Family.GAMMA)
    for line, mean, cv in ((cash, 6.0, 0.8), (cards, 15.0, 0.5)):
        assert line.mean.value == pytest.approx(mean, rel=0.05)
        assert line.cv.value == pytest.approx(cv, rel=0.05)
        assert line.mean.low < line.mean.value < line.mean.high
    for name, factor in FACTORS.items():
        assert found.factors[name].value == pytest.approx(factor, rel=0.05)
        assert found.factors[name].low <= factor <= found.factors[name].high


def test_services_of_two_kinds_are_kept_as_they_were() -> None:
    found = services(rows_of(drawn("two kinds", 0, 0, 6_000, 5), "mixed", 6, {"W1": 1.0}))
    line = found.lines["a/mixed"]
    assert line.family is Family.EMPIRICAL
    assert np.mean(line.values) == pytest.approx(line.mean.value, rel=1e-9)
    assert np.std(line.values) / np.mean(line.values) == pytest.approx(line.cv.value, rel=0.01)


def test_servers_alike_are_drawn_to_one() -> None:
    few = services(rows_of(drawn("gamma", 6.0, 0.8, 80, 7), "cash", 8, dict.fromkeys("abcd", 1.0)))
    assert max(abs(factor.value - 1) for factor in few.factors.values()) < 0.25


def test_a_new_server_is_believed_little() -> None:
    rows = rows_of(drawn("lognormal", 6.0, 0.8, 4_000, 9), "cash", 10, FACTORS)
    new = [replace(row, id=f"n{row.id}", server="W9", service_s=3600.0) for row in rows[:2]]
    factor = services(rows + new).factors["W9"].value
    assert 1.0 < factor < 5.0  # of ten times as long, twice


def test_the_order_of_rows_and_the_unit_of_time_do_not_matter() -> None:
    rows = rows_of(drawn("lognormal", 6.0, 0.8, 500, 11), "cash", 12, FACTORS)
    one = services(rows)
    other = services([replace(row, service_s=3 * (row.service_s or 0)) for row in rows[::-1]])
    for name, factor in one.factors.items():
        assert other.factors[name].value == pytest.approx(factor.value, rel=1e-9)
    assert other.lines["a/cash"].mean.value == pytest.approx(3 * one.lines["a/cash"].mean.value)
    assert other.lines["a/cash"].cv.value == pytest.approx(one.lines["a/cash"].cv.value)
