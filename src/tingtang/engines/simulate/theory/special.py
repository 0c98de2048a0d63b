"""Functions whose usual form loses digits, compiled."""

import math

from tingtang.engines.simulate.compiled import inlined

_HALF_LOG_2_PI = 0.5 * math.log(2.0 * math.pi)


@inlined
def curved(d: float) -> float:
    """exp(d) - 1 - d."""
    if abs(d) > 0.7:
        return math.expm1(d) - d
    total, n = 1.0, 20.0
    while n > 2.0:
        total = 1.0 + total * d / n
        n -= 1.0
    return 0.5 * d * d * total


@inlined
def stirling(x: float) -> float:
    """What Stirling's formula lacks of ln x!: ln x! - (x ln x - x + ln(2 pi x) / 2)."""
    if x < 12.0:
        return math.lgamma(x + 1.0) - (x + 0.5) * math.log(x) + x - _HALF_LOG_2_PI
    s = 1.0 / (x * x)
    return (
        1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * 691 / 360360))))
    ) / x


@inlined
def harmonic(x: float, n: float) -> float:
    """1 / (x + 1) + ... + 1 / (x + n): by the digamma function's expansion where it is long, each
    term's difference taken before it is rounded.
    """
    total = 0.0
    first = x + 1.0
    while n > 0.0 and (first < 16.0 or n < 32.0):
        total += 1.0 / first
        first += 1.0
        n -= 1.0
    if n == 0.0:
        return total
    a, b = 1.0 / first, 1.0 / (first + n)
    d = n * a * b  # a - b
    u, v = a * a, b * b
    e = d * (a + b)  # u - v
    return (
        total
        + math.log1p(n * a)
        + 0.5 * d
        + e
        * (
            1 / 12
            - (u + v) / 120
            + (u * u + u * v + v * v) / 252
            - (u + v) * (u * u + v * v) / 240
            + (u**4 + u**3 * v + u * u * v * v + u * v**3 + v**4) / 132
        )
    )
