"""What is left of a duration that has lasted for a while, by inversion, compiled."""

import math
from typing import Final

from tingtang.engines.simulate.compiled import inlined
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.model import (
    DETERMINISTIC,
    EMPIRICAL,
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
)

_LEAST: Final = 1.0  # a minute: whoever has outlasted all that was seen is not done at once
_SMALLEST: Final = 1e-290  # a survival below this is none
_ROOT2: Final = math.sqrt(2.0)
_ROOT2PI: Final = math.sqrt(2.0 * math.pi)


@inlined
def remaining(
    family: int, a: float, b: float, mf: Floats, values: int, elapsed: float, u: float
) -> float:
    """Minutes left of a duration after `elapsed`, at the conditional survival `u`; `family`, `a`
    and `b` are as in `model`, values begin at `values` in `mf`. Where nothing lasts longer, the
    mean excess of the largest tenth.
    """
    if family == EXPONENTIAL:
        return -a * math.log(u)
    if family == LOGNORMAL:
        return _lognormal(a, b, elapsed, u)
    if family == GAMMA:
        return _gamma(a, b, elapsed, u)
    if family == DETERMINISTIC:
        return a - elapsed if a > elapsed else _LEAST
    if family == EMPIRICAL:
        return _empirical(values + int(a), int(b), mf, elapsed, u)
    return math.inf


@inlined
def _empirical(first: int, n: int, values: Floats, elapsed: float, u: float) -> float:
    """Values rise; one of those beyond `elapsed`, each as likely."""
    low, high = first, first + n
    while low < high:
        middle = (low + high) // 2
        if values[middle] > elapsed:
            high = middle
        else:
            low = middle + 1
    longer = first + n - low
    if longer > 0:
        return float(values[low + min(longer - 1, int((1.0 - u) * longer))] - elapsed)
    tenth = max(1, n // 10)
    total = 0.0
    for i in range(first + n - tenth, first + n):
        total += values[i] - values[first + n - tenth]
    return max(_LEAST, total / tenth)


@inlined
def _lognormal(mu: float, sigma: float, elapsed: float, u: float) -> float:
    survival = 1.0
    if elapsed > 0.0:
        survival = 0.5 * math.erfc((math.log(elapsed) - mu) / sigma / _ROOT2)
    if survival < _SMALLEST:
        return _LEAST
    return math.exp(mu + sigma * normal_at(survival * u)) - elapsed


@inlined
def normal_at(survival: float) -> float:
    """The normal variate that is exceeded with probability `survival`, from 1e-300 to 1.

    P. J. Acklam's rational approximation (2003), then a step of Halley's method.
    """
    p = survival if survival < 0.5 else 1.0 - survival
    p = max(p, 1e-300)
    if p < 0.02425:
        q = math.sqrt(-2.0 * math.log(p))
        top = (
            ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
              - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783
        )  # fmt: skip
        x = top / (
            (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
             + 3.754408661907416) * q + 1.0
        )  # fmt: skip
    else:
        q = p - 0.5
        r = q * q
        top = (
            ((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
              + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239
        ) * q  # fmt: skip
        x = top / (
            ((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
              + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0
        )  # fmt: skip
    error = (0.5 * math.erfc(-x / _ROOT2) - p) * _ROOT2PI * math.exp(0.5 * x * x)
    x -= error / (1.0 + 0.5 * x * error)
    return -x if survival < 0.5 else x


@inlined
def _gamma(shape: float, scale: float, elapsed: float, u: float) -> float:
    """Newton's method on the log survival, kept between the ends that are known; below a shape of 1
    by the logarithm of the time, of which such a density is a power near 0.
    """
    low, high = elapsed / scale, math.inf
    before = gamma_survival(shape, low)
    if before < _SMALLEST:
        return _LEAST
    target = before * u
    x = _gamma_near(shape, target)
    if not x > low:
        x = low - math.log(u) * max(1.0, shape)
    normal = math.lgamma(shape)
    for _ in range(200):
        survival = gamma_survival(shape, x)
        if survival > target:
            low = x
        else:
            high = x
        density = math.exp((shape - 1.0) * math.log(x) - x - normal)
        step = math.log(survival / target) * survival / density
        last, x = x, x + step if shape >= 1.0 else x * math.exp(step / x)
        if not low <= x <= high:
            x = 0.5 * (low + high) if high < math.inf else 2.0 * low
        if abs(x - last) <= 1e-14 * x:
            break
    return max(0.0, x * scale - elapsed)


@inlined
def _gamma_near(shape: float, survival: float) -> float:
    """About where a gamma variate is exceeded so often: Wilson and Hilferty (1931); below a shape
    of 1 by the first term of its series.
    """
    if shape < 1.0:
        return math.exp((math.log1p(-survival) + math.lgamma(shape + 1.0)) / shape)
    root = 1.0 - 1.0 / (9.0 * shape) + normal_at(survival) / (3.0 * math.sqrt(shape))
    return shape * root * root * root


@inlined
def gamma_survival(shape: float, x: float) -> float:
    """The regularised upper incomplete gamma function: by its series below `shape + 1`, by its
    continued fraction (Lentz) above; to 1e-15.
    """
    if x <= 0.0:
        return 1.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1.0:
        term = 1.0 / shape
        total = term
        n = shape
        while abs(term) > abs(total) * 1e-16:
            n += 1.0
            term *= x / n
            total += term
        return 1.0 - front * total
    tiny = 1e-300
    b = x + 1.0 - shape
    c = 1.0 / tiny
    d = 1.0 / b
    h = d
    for i in range(1, 10_000):
        a = -i * (i - shape)
        b += 2.0
        d = a * d + b
        d = tiny if abs(d) < tiny else d
        c = b + a / c
        c = tiny if abs(c) < tiny else c
        d = 1.0 / d
        h *= d * c
        if abs(d * c - 1.0) < 1e-16:
            break
    return front * h
