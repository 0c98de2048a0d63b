"""The greatest of a likelihood, and how sharp it is."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tingtang.engines.fitting.special import Z95, Array


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate between the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def json(self) -> dict[str, object]:
        return {"value": self.value, "ci95": [_or_none(self.low), _or_none(self.high)]}

    def scaled(self, by: float) -> "Interval":
        return Interval(self.value * by, self.low * by, self.high * by)


def _or_none(end: float) -> float | None:
    return end if math.isfinite(end) else None


def around_log(value: float, error: float) -> Interval:
    """Of a quantity above 0 by the standard error of its logarithm."""
    if not math.isfinite(error):
        return Interval(value, 0.0, math.inf)
    spread = math.exp(min(Z95 * error, 700.0))
    return Interval(value, value / spread, value * spread)


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a log-likelihood is greatest: `at`, its `height`, and the covariance around it."""

    at: tuple[float, ...]
    height: float
    covariance: Array


def peak(of: Callable[[Sequence[float]], float], start: Sequence[float]) -> Peak:
    """Nelder and Mead's simplex (1965), begun anew where it ended so that it can't rest on the way;
    then the curvature by differences.
    """
    at = list(start)
    for _ in range(3):
        before, at = at, _simplex(of, at)
        if all(abs(a - b) < 1e-5 for a, b in zip(before, at, strict=True)):
            break
    return Peak(tuple(at), of(at), _covariance(of, at))


def _simplex(of: Callable[[Sequence[float]], float], start: Sequence[float]) -> list[float]:
    n = len(start)
    points = [np.array(start, float)]
    points += [points[0] + 0.25 * np.eye(n)[i] for i in range(n)]
    values = [_height(of, p) for p in points]
    for _ in range(200 * n):
        order = sorted(range(n + 1), key=lambda i: -values[i])
        points, values = [points[i] for i in order], [values[i] for i in order]
        if max(float(np.abs(p - points[0]).max()) for p in points[1:]) < 1e-6:
            break
        _step(of, points, values)
    best = max(range(n + 1), key=lambda i: values[i])
    return [float(x) for x in points[best]]


def _step(of: Callable[[Sequence[float]], float], points: list[Array], values: list[float]) -> None:
    """Move the worst point of an ordered simplex, or draw all towards the best."""
    centre = np.mean(points[:-1], axis=0)
    mirrored = 2 * centre - points[-1]
    height = _height(of, mirrored)
    if height > values[0]:
        further = 3 * centre - 2 * points[-1]
        beyond = _height(of, further)
        points[-1], values[-1] = (further, beyond) if beyond > height else (mirrored, height)
    elif height > values[-2]:
        points[-1], values[-1] = mirrored, height
    else:
        nearer = 0.5 * (centre + (mirrored if height > values[-1] else points[-1]))
        there = _height(of, nearer)
        if there > max(height, values[-1]):
            points[-1], values[-1] = nearer, there
            return
        for i in range(1, len(points)):
            points[i] = 0.5 * (points[0] + points[i])
            values[i] = _height(of, points[i])


def _height(of: Callable[[Sequence[float]], float], at: Array) -> float:
    found = of([float(x) for x in at])
    return found if math.isfinite(found) else -math.inf


def _covariance(of: Callable[[Sequence[float]], float], at: Sequence[float]) -> Array:
    """The inverse of the curvature; not finite where it is flat."""
    n, h = len(at), 1e-3
    steps = h * np.eye(n)
    centre = np.array(at, float)
    curve = np.empty((n, n))
    for i in range(n):
        for j in range(i, n):
            curve[i, j] = curve[j, i] = -(
                _height(of, centre + steps[i] + steps[j])
                - _height(of, centre + steps[i] - steps[j])
                - _height(of, centre - steps[i] + steps[j])
                + _height(of, centre - steps[i] - steps[j])
            ) / (4 * h * h)
    if not np.all(np.isfinite(curve)) or np.linalg.eigvalsh(curve).min() <= 1e-9:
        return np.full((n, n), np.inf)
    return np.asarray(np.linalg.inv(curve))
