"""From sums over replications to estimates with 95 % intervals."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval, which one replication does not have."""

    value: float
    low: float | None = None
    high: float | None = None

    def json(self) -> dict[str, object]:
        low, high = (None if end is None else float(end) for end in (self.low, self.high))
        return {"value": float(self.value), "ci95": [low, high]}


def _around(value: float, n: int, variance_of_mean: float) -> Estimate:
    """Student's t with `n - 1` degrees of freedom."""
    if n < 2:
        return Estimate(value)
    half = student(n - 1) * math.sqrt(max(0.0, variance_of_mean))
    return Estimate(value, value - half, value + half)


def mean(n: int, total: float, squares: float) -> Estimate | None:
    """The mean of `n` values by their sum and the sum of their squares."""
    if n == 0:
        return None
    value = total / n
    variance = (squares - n * value * value) / (n - 1) if n > 1 else 0.0
    return _around(value, n, variance / n)


def ratio(n: int, x: float, y: float, xx: float, yy: float, xy: float) -> Estimate | None:
    """Sum of x through sum of y over `n` pairs, by the delta method."""
    if y <= 0:
        return None
    value = x / y
    if n < 2:
        return Estimate(value)
    residual = xx - 2 * value * xy + value * value * yy
    return _around(value, n, residual / (n - 1) / n / (y / n) ** 2)


def between(values: Sequence[float], whole: float) -> Estimate:
    """A figure of everything together, `whole`, whose spread the same figure of its independent
    parts, `values`, tells.
    """
    n = len(values)
    centre = math.fsum(values) / n if n else 0.0
    variance = math.fsum((each - centre) ** 2 for each in values) / (n - 1) if n > 1 else 0.0
    return _around(whole, n, variance / n if n else 0.0)


def order_statistic(ordered: Sequence[float], p: float) -> Estimate | None:
    """The `p` quantile of independent values that rise, with the interval of its ranks."""
    n = len(ordered)
    if n == 0:
        return None
    value = ordered[max(1, math.ceil(p * n - 1e-9)) - 1]
    if n < 2:
        return Estimate(value)
    half = 1.959963984540054 * math.sqrt(n * p * (1 - p))
    low = max(0, math.floor(n * p - half) - 1)
    high = min(n - 1, math.ceil(n * p + half))
    return Estimate(value, ordered[low], ordered[high])


@cache
def student(freedom: int, p: float = 0.975) -> float:
    """The `p` quantile, above one half, of Student's t: exact to 1e-12."""
    low, high = 0.0, 1.0
    while _student_below(high, freedom) < p:
        low, high = high, 2 * high
    return _bisected(lambda t: _student_below(t, freedom) - p, low, high)


def _bisected(rising: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _student_below(t: float, freedom: int) -> float:
    """P(T <= t) for t from 0."""
    x = freedom / (freedom + t * t)
    return 1.0 - 0.5 * beta_below(x, 0.5 * freedom, 0.5)


def beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_below(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    ) / a  # fmt: skip
    tiny = 1e-300
    c, d = 1.0, 1.0 / max(tiny, 1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1.0 / _away(1.0 + step * d)
            c = _away(1.0 + step / c)
            h *= d * c
        if abs(d * c - 1.0) < 1e-16:
            break
    return front * h


def _away(number: float) -> float:
    return number if abs(number) > 1e-300 else 1e-300
