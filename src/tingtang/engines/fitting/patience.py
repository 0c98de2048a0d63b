"""How long customers wait before they leave, from what only partly tells it.

A call finds out that somebody has gone, not when. So the wait until that call is an upper bound of
the patience (left-censored), the wait of whoever was served or still waits a lower one
(right-censored), and only who said so, or hung up, tells it exactly. To take the call for the
leaving, or those who left for all, is wrong by a third and more.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

import numpy as np

from tingtang.engines.fitting.likely import Interval, Peak, around_log, peak
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.fitting.special import Array, gamma_above, log_gamma, log_normal_above

LEAST_LEAVINGS: Final = 5  #: fewer tell no mean


class Family(StrEnum):
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"


@dataclass(frozen=True, slots=True)
class Known:
    """What waits tell: patience equal to, longer than and shorter than these (any one unit)."""

    exact: Array
    longer: Array
    shorter: Array

    @property
    def leavings(self) -> int:
        return len(self.exact) + len(self.shorter)

    @property
    def everything(self) -> Array:
        return np.concatenate([self.exact, self.longer, self.shorter])

    def __len__(self) -> int:
        return len(self.everything)


def known(rows: Iterable[Row]) -> Known:
    """By outcome, in minutes; rows without a believable wait tell nothing, nor do waits of 0."""
    found: dict[Outcome, list[float]] = {each: [] for each in Outcome}
    for row in rows:
        if row.wait_s is not None and row.wait_s > 0:
            found[row.outcome].append(row.wait_s / 60)
    longer = [*found[Outcome.SERVED], *found[Outcome.OPEN]]
    return Known(np.array(found[Outcome.LEFT]), np.array(longer), np.array(found[Outcome.ABSENT]))


@dataclass(frozen=True, slots=True)
class Patience:
    """Of the customers who may leave; `stayers` is the part that never does. `aic`: lower is
    better; `furthest` the greatest distance to the same without a family (`turnbull`), the longest
    tenth of the waits left out.
    """

    family: Family
    mean: Interval
    cv: Interval
    stayers: float
    aic: float
    n: int
    leavings: int
    furthest: float = math.nan

    def above(self, t: Array) -> Array:
        """The chance to be there still after t."""
        _, longer = _logs(self.family, self.mean.value, self.cv.value, np.asarray(t, float))
        return np.asarray(self.stayers + (1 - self.stayers) * np.exp(longer))


def patience(of: Known, families: Sequence[Family] = tuple(Family)) -> Patience | None:
    """The likeliest of the families by Akaike's criterion, with customers who never leave where
    the likelihood asks for them (more than 3.84 / 2 higher); None where fewer than
    `LEAST_LEAVINGS` left.
    """
    if of.leavings < LEAST_LEAVINGS:
        return None
    seen = _Counted.of(of)
    best = min((_of_family(each, seen, of) for each in families), key=lambda each: each.aic)
    cells, standing = turnbull(of)
    told = cells <= np.quantile(of.everything, _TOLD)
    furthest = float(np.max(np.abs(best.above(cells) - standing)[told], initial=0.0))
    return Patience(
        best.family, best.mean, best.cv, best.stayers, best.aic, len(of), of.leavings, furthest
    )


def exponential_mean(of: Known) -> float | None:
    """What a formula for exponential patience wants, whatever family fits better."""
    if of.leavings < LEAST_LEAVINGS:
        return None
    seen = _Counted.of(of)
    top = peak(partial(_likelihood, Family.EXPONENTIAL, seen), [math.log(seen.scale)])
    return math.exp(top.at[0])


_TOLD: Final = 0.9  #: longer waits are too few to tell what comes after them
_CELL: Final = 0.002  #: times that differ by less are one: their likelihood hardly does


@dataclass(frozen=True, slots=True)
class _Counted:
    """Times that are as good as equal once, with how often."""

    exact: tuple[Array, Array]
    longer: tuple[Array, Array]
    shorter: tuple[Array, Array]
    scale: float

    @classmethod
    def of(cls, of: Known) -> "_Counted":
        scale = float(of.everything.sum()) / of.leavings
        return cls(_together(of.exact), _together(of.longer), _together(of.shorter), scale)


def _together(times: Array) -> tuple[Array, Array]:
    """The mean of each cell of the logarithms, and its number."""
    cells = np.round(np.log(times) / _CELL)
    _, cell, n = np.unique(cells, return_inverse=True, return_counts=True)
    return np.bincount(cell, times, len(n)) / n, n.astype(float)


def _of_family(family: Family, seen: _Counted, of: Known) -> Patience:
    start = [math.log(seen.scale)] + ([] if family is Family.EXPONENTIAL else [0.0])
    plain = peak(partial(_likelihood, family, seen), start)
    staying = peak(partial(_likelihood_staying, family, seen), [*plain.at, -2.0])
    if staying.height - plain.height > 1.92:
        return _found(family, staying, of, 1 / (1 + math.exp(-staying.at[-1])))
    return _found(family, plain, of, 0.0)


def _found(family: Family, top: Peak, of: Known, stayers: float) -> Patience:
    errors = np.sqrt(np.diag(top.covariance))
    one = Interval(1.0, 1.0, 1.0)
    return Patience(
        family=family,
        mean=around_log(math.exp(top.at[0]), float(errors[0])),
        cv=one
        if family is Family.EXPONENTIAL
        else around_log(math.exp(top.at[1]), float(errors[1])),
        stayers=stayers,
        aic=2 * len(top.at) - 2 * top.height,
        n=len(of),
        leavings=of.leavings,
    )


def _likelihood(family: Family, seen: _Counted, at: Sequence[float]) -> float:
    return _mixed(family, seen, at, 0.0)


def _likelihood_staying(family: Family, seen: _Counted, at: Sequence[float]) -> float:
    if abs(at[-1]) > 30:
        return -math.inf
    return _mixed(family, seen, at[:-1], 1 / (1 + math.exp(-at[-1])))


def _mixed(family: Family, seen: _Counted, at: Sequence[float], stayers: float) -> float:
    if abs(at[0]) > 30 or (len(at) > 1 and abs(at[1]) > 4):
        return -math.inf
    mean, cv = math.exp(at[0]), math.exp(at[1]) if len(at) > 1 else 1.0
    total = 0.0
    times, n = seen.exact
    if len(times):
        density, _ = _logs(family, mean, cv, times)
        total += float(n @ (density + math.log1p(-stayers)))
    times, n = seen.longer
    if len(times):
        _, longer = _logs(family, mean, cv, times)
        total += float(n @ np.log(np.maximum(stayers + (1 - stayers) * np.exp(longer), 1e-300)))
    times, n = seen.shorter
    if len(times):
        _, longer = _logs(family, mean, cv, times)
        total += float(n @ np.log(np.maximum(-(1 - stayers) * np.expm1(longer), 1e-300)))
    return total


def _logs(family: Family, mean: float, cv: float, t: Array) -> tuple[Array, Array]:
    """Logarithms of the density at t, and of the chance to exceed it."""
    if family is Family.EXPONENTIAL:
        return -t / mean - math.log(mean), -t / mean
    logs = np.log(np.maximum(t, 1e-12))
    if family is Family.LOGNORMAL:
        variance = math.log1p(cv * cv)
        spread = math.sqrt(variance)
        z = (logs - math.log(mean) + variance / 2) / spread
        density = -0.5 * z * z - logs - math.log(spread * math.sqrt(2 * math.pi))
        return density, log_normal_above(z)
    shape, scale = 1 / cv**2, mean * cv**2
    density = (shape - 1) * logs - t / scale - shape * math.log(scale) - float(log_gamma(shape))
    return density, np.log(np.maximum(gamma_above(shape, t / scale), 1e-300))


def turnbull(of: Known, cells: int = 200) -> tuple[Array, Array]:
    """Times, and the part that stays beyond each, without any family: Turnbull's (1976)
    self-consistent estimate on cells of equal numbers of waits.
    """
    everything = of.everything
    edges = np.unique(np.quantile(everything, np.linspace(0, 1, cells + 1)[1:]))
    n = len(edges) + 1  # the last cell lies beyond all
    exact = np.bincount(np.searchsorted(edges, of.exact), minlength=n).astype(float)
    shorter = np.bincount(np.searchsorted(edges, of.shorter), minlength=n).astype(float)
    longer = np.bincount(np.minimum(np.searchsorted(edges, of.longer), n - 2), minlength=n).astype(
        float
    )
    mass = np.full(n, 1.0 / n)
    for _ in range(2000):
        up_to = np.cumsum(mass)
        beyond = np.maximum(1.0 - up_to, 1e-300)
        from_right = np.concatenate([[0.0], np.cumsum(longer / beyond)[:-1]])
        from_left = np.cumsum((shorter / np.maximum(up_to, 1e-300))[::-1])[::-1]
        better = (exact + mass * (from_right + from_left)) / len(everything)
        moved = float(np.abs(better - mass).sum())
        mass = better / better.sum()
        if moved < 1e-7:
            break
    return edges, 1.0 - np.cumsum(mass)[:-1]
