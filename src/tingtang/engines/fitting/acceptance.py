"""How often an offer of another place is taken: beta-binomial, on offers alone."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from tingtang.engines.fitting.likely import Interval, peak
from tingtang.engines.fitting.rows import Row
from tingtang.engines.fitting.special import log_gamma
from tingtang.engines.simulate.estimating import beta_below


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Of one line's offers of one place, the posterior mean with its 95 % interval."""

    share: Interval
    offers: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Acceptances:
    """By (line, place). `prior`: the beta's a and b, of all kinds of offers together; of fewer
    than three kinds it is flat (1, 1). Half of an estimate comes from a + b offers.
    """

    by: Mapping[tuple[str, str], Acceptance]
    prior: tuple[float, float]


def acceptances(rows: Iterable[Row]) -> Acceptances:
    """Rows without an offer tell nothing, however long their wait."""
    offers: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.offered is not None:
            offers[row.line, row.offered] += 1
            taken[row.line, row.offered] += row.accepted
    keys = sorted(offers)
    a, b = _prior([offers[key] for key in keys], [taken[key] for key in keys])
    found = {
        key: Acceptance(
            _posterior(a + taken[key], b + offers[key] - taken[key]), offers[key], taken[key]
        )
        for key in keys
    }
    return Acceptances(found, (a, b))


def _prior(offers: Sequence[int], taken: Sequence[int]) -> tuple[float, float]:
    if len(offers) < 3:
        return 1.0, 1.0
    share = (sum(taken) + 1) / (sum(offers) + 2)
    start = [math.log(share / (1 - share)), math.log(10.0)]
    n, k = np.array(offers, float), np.array(taken, float)
    at = peak(partial(_likelihood, n, k), start).at
    return _both(at)


def _both(at: Sequence[float]) -> tuple[float, float]:
    share, size = 1 / (1 + math.exp(-at[0])), math.exp(at[1])
    return share * size, (1 - share) * size


def _likelihood(
    n: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    k: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    at: Sequence[float],
) -> float:
    if abs(at[0]) > 15 or not 0.0 <= at[1] <= 9.0:
        return -math.inf
    a, b = _both(at)
    of_prior = float(log_gamma(a + b) - log_gamma(a) - log_gamma(b))
    each = log_gamma(a + k) + log_gamma(b + n - k) - log_gamma(a + b + n) + of_prior
    return float(each.sum())


def _posterior(a: float, b: float) -> Interval:
    return Interval(a / (a + b), _quantile(a, b, 0.025), _quantile(a, b, 0.975))


def _quantile(a: float, b: float, p: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if beta_below(middle, a, b) < p else (low, middle)
    return 0.5 * (low + high)
