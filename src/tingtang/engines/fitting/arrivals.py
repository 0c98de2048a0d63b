"""How many come when: gamma-Poisson by weekday and quarter of an hour.

A weekday is known from few days, all days together from many. So the rate of a weekday w in a
quarter q is mu_q l_w t_wq: mu_q of all days; the weekday's level l_w, drawn to 1; and its shape
t_wq, a gamma of mean 1 whose share is known from how much the weekdays' shapes really differ. A day
as a whole is busier or quieter than its weekday by a factor of mean 1 and variance cv^2, estimated
from how far the totals of alike days differ beyond Poisson's chance.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from tingtang.engines.fitting.likely import Interval
from tingtang.engines.fitting.rows import Doors, Row
from tingtang.engines.fitting.special import Z95, Array, log_gamma

QUARTER_MIN: Final = 15.0
_LEAST_K: Final = 0.5
_MOST_K: Final = 1e6


@dataclass(frozen=True, slots=True)
class Counts:
    """Arrivals of days x quarters, and which part of each quarter the doors were open."""

    days: tuple[date, ...]
    count: Array
    open: Array

    def weight(self, half_life_days: float | None) -> Array:
        """Of each day: 1, or halved with every half-life before the last."""
        if half_life_days is None or not self.days:
            return np.ones(len(self.days))
        ages = np.array([(self.days[-1] - day).days for day in self.days], float)
        return np.asarray(0.5 ** (ages / half_life_days))


def counts(rows: Iterable[Row], doors: Doors, horizon_min: float) -> Counts:
    """Of all days on which the doors were open, those without anybody included."""
    days = tuple(sorted(day for day, spans in doors.items() if spans))
    place = {day: i for i, day in enumerate(days)}
    quarters = math.ceil(horizon_min / QUARTER_MIN)
    count = np.zeros((len(days), quarters))
    for row in rows:
        count[place[row.day], int(row.arrived_min // QUARTER_MIN)] += 1
    edges = QUARTER_MIN * np.arange(quarters + 1)
    opened = np.zeros_like(count)
    for day, i in place.items():
        for start, end in doors[day]:
            covered = np.minimum(edges[1:], end) - np.maximum(edges[:-1], start)
            opened[i] += np.maximum(covered, 0.0) / QUARTER_MIN
    return Counts(days, count, opened)


@dataclass(frozen=True, slots=True)
class DayFactor:
    """Of a gamma of mean 1. `days`: that it was estimated from."""

    cv: Interval
    days: int


def day_factor(of: Counts) -> DayFactor:
    """By moments of the totals of alike days, unbiased for the variance but cut at 0: between days
    of one weekday, sum((N - E[N])^2) exceeds Poisson's by cv^2 times a known number. While no
    weekday has come twice, all days count as alike: what weekdays differ by is in it, too.
    """
    weekdays = [day.weekday() for day in of.days]
    groups = [[i for i, each in enumerate(weekdays) if each == w] for w in range(7)]
    if all(len(group) < 2 for group in groups):
        groups = [list(range(len(of.days)))]
    parts = [_overdispersion(of, group) for group in groups]
    over, unit = sum(part[0] for part in parts), sum(part[1] for part in parts)
    if unit <= 0:
        return DayFactor(Interval(0.0, 0.0, math.inf), len(of.days))
    variance = over / unit
    free = sum(max(0, part[2] - 1) for part in parts)
    chance = sum(part[3] for part in parts) / unit
    # What a variance of `free` parts varies by, as of normal totals.
    error = (max(variance, 0.0) + chance) * math.sqrt(2 / free)
    ends = (variance - Z95 * error, variance, variance + Z95 * error)
    low, middle, high = (math.sqrt(max(0.0, end)) for end in ends)
    return DayFactor(Interval(middle, low, high), len(of.days))


def _overdispersion(of: Counts, group: Sequence[int]) -> tuple[float, float, int, float]:
    """Squares beyond Poisson, their expectation for a variance of 1, the days, Poisson's part."""
    if len(group) < 2:
        return 0.0, 0.0, 0, 0.0
    shape = of.count[group].sum(axis=0) / np.maximum(of.open[group].sum(axis=0), 1e-9)
    expected = of.open[group] @ shape
    total = float(of.count[group].sum())
    if total <= 0:
        return 0.0, 0.0, 0, 0.0
    part = expected / expected.sum()
    misses = of.count[group].sum(axis=1) - part * total
    squares = float(part @ part)
    unit = total**2 * float(np.sum(part**2 * (1 - 2 * part + squares)))
    chance = total * (1 - squares)
    return float(misses @ misses) - chance, unit, len(group), chance


@dataclass(frozen=True, slots=True)
class Rates:
    """Arrivals in an open quarter, by weekday (0 Monday) x quarter, with 95 % ends.

    `level_half_days`: how many days of a weekday make half of its level, the other half being that
    of all days; `shape_half_days` the same of a quarter's share; infinite where weekdays don't
    differ at all. `level_error`: relative standard error of a weekday's level.
    """

    per_quarter: Array
    low: Array
    high: Array
    level: Array
    level_error: Array
    level_half_days: float
    shape_half_days: float
    days: Array


def rates(of: Counts, day_cv: float, half_life_days: float | None = None) -> Rates:
    """Of one line. `day_cv`: of the whole branch's days, whose chance the levels share."""
    weight = of.weight(half_life_days)[:, None]
    weekday = np.array([day.weekday() for day in of.days])
    all_days = (weight * of.count).sum(axis=0) / np.maximum((weight * of.open).sum(axis=0), 1e-9)
    came, opened, days = np.zeros((7, len(all_days))), np.zeros((7, len(all_days))), np.zeros(7)
    for w in range(7):
        mine = weekday == w
        came[w] = (weight * of.count)[mine].sum(axis=0)
        opened[w] = (weight * of.open)[mine].sum(axis=0)
        days[w] = weight[mine].sum()
    level, error, level_half = _levels(came.sum(axis=1), opened @ all_days, days, day_cv)
    expected = opened * all_days * level[:, None]
    k = _shape(came, expected)
    shape = (k + came) / (k + expected)
    mean = all_days * level[:, None] * shape
    spread = np.sqrt(1 / (k + came) + error[:, None] ** 2)
    busy = expected.sum() / max(1.0, float((days[:, None] * (opened > 0)).sum()))
    return Rates(
        per_quarter=mean,
        low=mean * np.exp(-Z95 * spread),
        high=mean * np.exp(Z95 * spread),
        level=level,
        level_error=error,
        level_half_days=level_half,
        shape_half_days=k / busy if k < _MOST_K and busy > 0 else math.inf,
        days=days,
    )


def _levels(came: Array, expected: Array, days: Array, day_cv: float) -> tuple[Array, Array, float]:
    """Levels drawn to 1, their relative errors, and the half-weight in days.

    The prior's variance is how far the raw levels lie from 1 beyond their chance: a day's is that
    of the day factor and of Poisson.
    """
    seen = expected > 0
    if not seen.any():
        return np.ones(7), np.zeros(7), math.inf
    raw = np.where(seen, came / np.maximum(expected, 1e-12), 1.0)
    a_day = day_cv**2 + float(days.sum()) / float(expected.sum())
    chance = a_day / np.maximum(days, 1e-9)
    n = int(seen.sum())
    # Raw levels average 1 by themselves, which takes one of them.
    between = float(((raw[seen] - 1) ** 2).sum()) / max(1, n - 1) - float(chance[seen].mean())
    if n < 2 or between <= 0:
        whole = math.sqrt(a_day / float(days.sum()))
        return np.ones(7), np.full(7, whole), math.inf
    trust = np.where(seen, between / (between + chance), 0.0)
    level = 1 + trust * (raw - 1)
    error = np.sqrt(np.where(seen, trust * chance, between))
    return level, error / np.maximum(level, 1e-9), a_day / between


def _shape(came: Array, expected: Array) -> float:
    """The likeliest k of negative binomials of mean `expected`: by golden section on its log."""
    mine = expected > 1e-9
    n, m = came[mine], expected[mine]
    if not n.size:
        return _MOST_K

    def height(log_k: float) -> float:
        k = math.exp(log_k)
        terms = log_gamma(k + n) - float(log_gamma(k)) + n * np.log(m / (m + k))
        return float(np.sum(terms - k * np.log1p(m / k)))

    low, high = math.log(_LEAST_K), math.log(_MOST_K)
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(40):
        a, b = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, b) if height(a) > height(b) else (a, high)
    return math.exp(0.5 * (low + high))
