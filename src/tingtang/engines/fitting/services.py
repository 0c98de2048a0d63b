"""How long a service takes, by line, with a factor for who serves."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from tingtang.engines.fitting.likely import Interval
from tingtang.engines.fitting.rows import Row
from tingtang.engines.fitting.special import Z95, Array, digamma, log_gamma, trigamma

VALUES: Final = 200  #: that an empirical distribution keeps
_FOLDS: Final = 5
_ROUNDS: Final = 50


class Family(StrEnum):
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"
    EMPIRICAL = "empirical"


@dataclass(frozen=True, slots=True)
class Service:
    """In minutes, at a counter of factor 1. `scores`: mean log-likelihood of services that the
    family had not seen.
    """

    family: Family
    mean: Interval
    cv: Interval
    n: int
    scores: Mapping[Family, float]
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Services:
    """By line and by server. A factor is drawn to 1 by how little is known of the server;
    `factor_half` is the number of services that make half of it.
    """

    lines: Mapping[str, Service]
    factors: Mapping[str, Interval]
    factor_half: float


def services(rows: Iterable[Row]) -> Services:
    """Of rows with a believable service."""
    timed = [row for row in rows if row.service_s is not None and row.service_s > 0]
    if not timed:
        return Services({}, {}, math.inf)
    lines = sorted({row.line for row in timed})
    servers = sorted({row.server for row in timed if row.server is not None})
    line = np.array([lines.index(row.line) for row in timed])
    place = {name: i for i, name in enumerate(servers)}
    server = np.array([-1 if row.server is None else place[row.server] for row in timed])
    took = np.array([float(row.service_s or 0) / 60 for row in timed])
    factor, spread, half = _factors(took, line, server, len(lines), len(servers))
    plain = took / np.where(server < 0, 1.0, factor[server] if servers else 1.0)
    # Folds are whole days, so that a day's mood is not on both sides.
    days = np.array([row.day.toordinal() for row in timed])
    return Services(
        {name: _service(plain[line == i], days[line == i]) for i, name in enumerate(lines)},
        {name: _factor(float(factor[i]), float(spread[i])) for i, name in enumerate(servers)},
        half,
    )


def _factor(value: float, error: float) -> Interval:
    return Interval(value, value - Z95 * error, value + Z95 * error)


def _factors(
    took: Array, line: Array, server: Array, lines: int, servers: int
) -> tuple[Array, Array, float]:
    """Factors, their errors, and the half-weight: means by line and factors by server in turn."""
    factor: Array = np.ones(servers)
    spread: Array = np.zeros(servers)
    half = math.inf
    named = server >= 0
    if servers < 2:
        return factor, spread, half
    for _ in range(_ROUNDS):
        each = np.where(named, factor[server], 1.0)
        mean = np.bincount(line, took / each, lines) / np.maximum(np.bincount(line, None, lines), 1)
        before = factor
        factor, spread, half = _drawn(took[named], mean[line[named]], server[named], servers)
        if float(np.abs(factor - before).max()) < 1e-9:
            break
    return factor, spread, half


def _drawn(took: Array, expected: Array, server: Array, servers: int) -> tuple[Array, Array, float]:
    """Drawn to 1 by the variance between servers beyond chance, and their weighted mean is 1."""
    total = np.bincount(server, expected, servers)
    raw = np.bincount(server, took, servers) / np.maximum(total, 1e-12)
    raw = raw / (float(raw @ total) / float(total.sum()))
    cv2 = float(np.mean((took / (expected * raw[server]) - 1) ** 2))
    n = total**2 / np.maximum(np.bincount(server, expected**2, servers), 1e-12)
    chance = cv2 / n
    weight = total / total.sum()
    scale = 1 - float(weight @ weight)
    between = float(weight @ ((raw - 1) ** 2 - chance * (1 - weight))) / max(scale, 1e-12)
    if between <= 0:
        return np.ones(servers), np.zeros(servers), math.inf
    trust = between / (between + chance)
    factor = 1 + trust * (raw - 1)
    factor = factor / float(factor @ weight)
    return factor, np.sqrt(trust * chance), cv2 / between


def _service(took: Array, days: Array) -> Service:
    mean = float(took.mean())
    n = len(took)
    scores = {each: _score(each, took, days) for each in Family}
    family = max(scores, key=lambda each: scores[each])
    cv, error = _cv(family, took)
    spread = cv / math.sqrt(n)
    return Service(
        family,
        Interval(mean, mean * (1 - Z95 * spread), mean * (1 + Z95 * spread)),
        Interval(cv, max(0.0, cv - Z95 * error), cv + Z95 * error),
        n,
        scores,
        _values(took) if family is Family.EMPIRICAL else (),
    )


def _values(took: Array) -> tuple[float, ...]:
    """Means of equal parts of the services in order: few values, the same mean."""
    parts = np.array_split(np.sort(took), min(VALUES, len(took)))
    means = np.array([part.mean() for part in parts])
    return tuple(float(x) for x in means * (took.mean() / means.mean()))


def _score(family: Family, took: Array, days: Array) -> float:
    """On whole days that the family has not seen; less than anything where there are too few."""
    ordered = np.unique(days)
    fold = np.searchsorted(ordered, days) % _FOLDS
    total, n = 0.0, 0
    for each in range(_FOLDS):
        seen, unseen = took[fold != each], took[fold == each]
        if not unseen.size:
            continue
        if len(seen) < 5 or _alike(seen):
            return -math.inf if family is not Family.LOGNORMAL else -1e300
        total += float(np.sum(_log_density(family, seen, unseen)))
        n += len(unseen)
    return total / n


def _log_density(family: Family, seen: Array, at: Array) -> Array:
    logs = np.log(at)
    if family is Family.EMPIRICAL:
        return _smooth(np.log(seen), logs) - logs
    mean, (cv, _) = float(seen.mean()), _cv(family, seen)
    if family is Family.LOGNORMAL:
        variance = math.log1p(cv * cv)
        z2 = (logs - math.log(mean) + variance / 2) ** 2 / variance
        return np.asarray(-0.5 * z2 - logs - 0.5 * math.log(2 * math.pi * variance))
    shape, scale = 1 / cv**2, mean * cv**2
    whole = shape * math.log(scale) + float(log_gamma(shape))
    return np.asarray((shape - 1) * logs - at / scale - whole)


def _smooth(seen: Array, at: Array) -> Array:
    """The log density of the logarithms, by normal kernels (Silverman's width) on a grid."""
    width = 1.06 * float(seen.std()) * len(seen) ** -0.2
    low, high = float(seen.min()) - 5 * width, float(seen.max()) + 5 * width
    grid = np.linspace(low, high, 512)
    step = grid[1] - grid[0]
    mass, _ = np.histogram(seen, np.append(grid - step / 2, grid[-1] + step / 2))
    kernel = np.exp(-0.5 * ((grid - grid.mean()) / width) ** 2)
    density = np.convolve(mass, kernel / (kernel.sum() * step), "same") / len(seen)
    return np.log(np.maximum(np.interp(at, grid, density), 1e-12))


def _alike(took: Array) -> bool:
    """All of one length, but for what arithmetic adds."""
    return float(took.std()) <= 1e-9 * float(took.mean())


def _cv(family: Family, took: Array) -> tuple[float, float]:
    """As the family has it with the services' own mean, and its standard error."""
    n = len(took)
    if n < 2 or _alike(took):
        return 0.01, math.inf  # services all alike: a scenario wants a cv above 0
    if family is Family.LOGNORMAL:
        variance = float(np.log(took).var())
        cv = math.sqrt(math.expm1(min(variance, 9.0)))
        return cv, (1 + cv * cv) / (2 * cv) * variance * math.sqrt(2 / n)
    if family is Family.GAMMA:
        shape = _gamma_shape(math.log(float(took.mean())) - float(np.log(took).mean()))
        error = 1 / math.sqrt(n * max(trigamma(shape) - 1 / shape, 1e-12))
        return shape**-0.5, 0.5 * shape**-1.5 * error
    part = took / float(took.mean()) - 1
    cv2 = float(np.mean(part**2))
    error = float(np.std(part**2 - 2 * cv2 * part)) / math.sqrt(n)
    return math.sqrt(cv2), error / (2 * math.sqrt(cv2))


def _gamma_shape(gap: float) -> float:
    """Where log(shape) - digamma(shape) is `gap`, by Newton's steps."""
    gap = max(gap, 1e-9)
    shape = (3 - gap + math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    for _ in range(20):
        slope = 1 / shape - trigamma(shape)
        better = shape - (math.log(shape) - digamma(shape) - gap) / slope
        if better <= 0 or abs(better - shape) < 1e-12 * shape:
            break
        shape = better
    return shape
