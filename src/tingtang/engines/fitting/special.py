"""Functions of statistics on arrays: NumPy has none of them."""

import math
from typing import Any, Final, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

Z95: Final = 1.959963984540054
_TINY: Final = 1e-300
_lgamma = np.frompyfunc(math.lgamma, 1, 1)
_erfc = np.frompyfunc(math.erfc, 1, 1)


def log_gamma(x: Any) -> Array:
    return np.asarray(_lgamma(x), np.float64)


def digamma(x: float) -> float:
    """For x above 0, to 1e-12: up to 10 by recurrence, then its asymptotic series."""
    below = 0.0
    while x < 10.0:
        below -= 1.0 / x
        x += 1.0
    square = 1.0 / (x * x)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
    return below + math.log(x) - 0.5 / x - series


def trigamma(x: float) -> float:
    below = 0.0
    while x < 10.0:
        below += 1.0 / (x * x)
        x += 1.0
    square = 1.0 / (x * x)
    series = square / x * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)))
    return below + 1.0 / x + 0.5 * square + series


def log_normal_above(z: Array) -> Array:
    """The logarithm of a standard normal's chance to lie above z."""
    # Beyond 35 erfc has no number left: two terms of the asymptotic series do to 1e-6.
    far = np.maximum(z, 35.0)
    tail = -0.5 * far**2 - np.log(far * math.sqrt(2 * math.pi)) + np.log1p(-1.0 / far**2)
    near = np.log(0.5 * np.asarray(_erfc(np.minimum(z, 35.0) / math.sqrt(2)), np.float64))
    return np.where(z > 35.0, tail, near)


def gamma_above(shape: float, x: Array) -> Array:
    """The regularised upper incomplete gamma function for x from 0."""
    x = np.asarray(x, np.float64)
    found = np.ones_like(x)
    small = (x > 0) & (x < shape + 1)
    large = x >= shape + 1
    found[small] = 1.0 - _lower_series(shape, x[small])
    found[large] = _upper_fraction(shape, x[large])
    return np.clip(found, 0.0, 1.0)


def _lower_series(shape: float, x: Array) -> Array:
    if not x.size:
        return x
    term = np.full_like(x, 1.0 / shape)
    total = term.copy()
    n = shape
    for _ in range(2000):
        n += 1.0
        term = term * x / n
        total += term
        if np.all(term <= 1e-15 * total):
            break
    return total * np.exp(shape * np.log(x) - x - math.lgamma(shape))


def _upper_fraction(shape: float, x: Array) -> Array:
    """Lentz's continued fraction."""
    if not x.size:
        return x
    b = x + 1.0 - shape
    c = np.full_like(x, 1.0 / _TINY)
    d = 1.0 / b
    h = d.copy()
    for i in range(1, 2000):
        a = -i * (i - shape)
        b = b + 2.0
        d = 1.0 / _away(a * d + b)
        c = _away(b + a / c)
        h = h * d * c
        if np.all(np.abs(d * c - 1.0) < 1e-15):
            break
    return h * np.exp(shape * np.log(x) - x - math.lgamma(shape))


def _away(x: Array) -> Array:
    return np.where(np.abs(x) < _TINY, _TINY, x)
