"""Erlang A's sums of many cases side by side, so that the processor adds several in a step.

A lane is a case; what it needs stands in rows of `LANES` numbers, one after the other in one run of
floats: of a single run the compiler knows that rows don't overlap. All lanes go on until the last
has converged, which costs the others nothing but terms that no longer count. Cases that could
overflow or need another formula are left to the functions of `impatient` one by one.
"""

import math
from typing import Final

from tingtang.engines.simulate.compiled import inlined
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.theory.erlang import NEGLIGIBLE
from tingtang.engines.simulate.theory.special import harmonic

LANES: Final = 16
#: Rows. `X` and `Y` as in `impatient`; of `Waiting` its five sums; `FREE` is `odds`; of a `TIME` t
#: `SPENT` is exp(-t), `BENT` exp(-t) - 1 + t. The last are scratch.
(X, Y, MOST, NONE, SOME, PEOPLE, MINUTES, SERVERS, LOAD, FREE, TIME, SPENT, BENT) = (
    LANES * i for i in range(13)
)
_TERM, _N, _H, _ONE = (LANES * i for i in range(13, 17))
ROWS: Final = 17

_BETWEEN: Final = 3  # pairs of terms between two looks at whether all lanes have converged
_GREATEST: Final = 500.0  # of a logarithm, below that of the greatest number


@inlined
def fits(c: float, load: float, patience: float) -> bool:
    """Whether a case may stand in a lane: its terms stay within what numbers hold, and it has
    servers, arrivals and a patience that is neither nothing nor endless.
    """
    return (
        c > 0.0
        and 0.0 < patience < math.inf
        and load > 0.0
        and c * math.log(max(1.0, c / load)) < _GREATEST
    )


@inlined
def sum_odds(s: Floats) -> None:
    """`odds` of `SERVERS` and `LOAD` to `FREE`. After the last server terms are 0."""
    for i in range(LANES):
        s[_ONE + i] = 1.0 / s[LOAD + i]
        s[_TERM + i] = 1.0
        s[_N + i] = s[SERVERS + i]
        s[FREE + i] = 0.0
    going = 1
    while going > 0:
        for _ in range(_BETWEEN):
            for i in range(LANES):
                s[_TERM + i] *= s[_N + i] * s[_ONE + i]
                s[FREE + i] += s[_TERM + i]
                s[_N + i] = max(0.0, s[_N + i] - 1.0)
        going = 0
        for i in range(LANES):
            going += 1 if s[_TERM + i] > NEGLIGIBLE * s[FREE + i] else 0


@inlined
def sum_waiting(s: Floats, minutes: bool) -> None:
    """`waiting` of `X` and `Y` to its five rows, of which `MINUTES` only if they are asked for."""
    highest = 0.0
    for i in range(LANES):
        most = math.floor(max(0.0, s[Y + i] - s[X + i]))
        s[MOST + i] = most
        s[SOME + i] = 1.0 if most > 0.0 else 0.0
        s[PEOPLE + i] = most
        s[MINUTES + i] = 0.0
        highest = max(highest, most)
    if minutes and highest > 0.0:
        for i in range(LANES):
            s[MINUTES + i] = harmonic(s[X + i], s[MOST + i])
    for i in range(LANES):
        s[_TERM + i] = 1.0
        s[_N + i] = s[MOST + i]
        s[_H + i] = s[MINUTES + i]
    going = 1
    while going > 0:
        for _ in range(_BETWEEN):
            for i in range(LANES):
                first = s[X + i] + s[_N + i] + 1.0
                second = first + 1.0
                both = 1.0 / (first * second)  # one division for two terms
                one, other = second * both, first * both
                term = s[_TERM + i] * (s[Y + i] * one)
                next_term = term * (s[Y + i] * other)
                n = s[_N + i] + 1.0
                s[_N + i] = n + 1.0
                s[_TERM + i] = next_term
                s[SOME + i] += term + next_term
                s[PEOPLE + i] += n * term + (n + 1.0) * next_term
                if minutes:
                    h = s[_H + i] + one
                    s[_H + i] = h + other
                    s[MINUTES + i] += h * term + (h + other) * next_term
        going = 0
        for i in range(LANES):
            going += 1 if s[_TERM + i] > NEGLIGIBLE * s[PEOPLE + i] else 0
    for i in range(LANES):
        s[NONE + i] = 1.0
    if highest > 0.0:
        _sum_fewer(s, minutes)


@inlined
def _sum_fewer(s: Floats, minutes: bool) -> None:
    """From the likeliest number down to nobody, whose term is `NONE`."""
    for i in range(LANES):
        s[_N + i] = s[MOST + i]
        if minutes:
            s[_H + i] = harmonic(s[X + i], s[MOST + i])
        s[_ONE + i] = 1.0 / s[Y + i]
    going = 1
    while going > 0:
        for _ in range(_BETWEEN):
            for i in range(LANES):
                n = s[_N + i]
                term = s[NONE + i] * ((s[X + i] + n) * s[_ONE + i])
                if minutes:
                    s[_H + i] -= 1.0 / (s[X + i] + n)
                s[NONE + i] = term if n > 0.0 else s[NONE + i]
                n = max(0.0, n - 1.0)
                s[_N + i] = n
                counted = term if n > 0.0 else 0.0
                s[SOME + i] += counted
                s[PEOPLE + i] += n * counted
                if minutes:
                    s[MINUTES + i] += s[_H + i] * counted
        going = 0
        for i in range(LANES):
            far = s[_N + i] > 0.0 and s[NONE + i] > NEGLIGIBLE * s[SOME + i]
            going += 1 if far else 0
    for i in range(LANES):
        if s[_N + i] > 0.0:
            s[NONE + i] = 0.0


@inlined
def sum_tails(s: Floats) -> None:
    """`MOST`, `NONE` and `SOME` of `X` and `Y`."""
    highest = 0.0
    for i in range(LANES):
        most = math.floor(max(0.0, s[Y + i] - s[X + i]))
        s[MOST + i] = most
        s[SOME + i] = 1.0 if most > 0.0 else 0.0
        s[NONE + i] = 1.0
        s[_TERM + i] = 1.0
        s[_N + i] = most
        highest = max(highest, most)
    going = 1
    while going > 0:
        for _ in range(_BETWEEN):
            for i in range(LANES):
                first = s[X + i] + s[_N + i] + 1.0
                second = first + 1.0
                both = s[Y + i] / (first * second)
                term = s[_TERM + i] * (second * both)
                s[_TERM + i] = term * (first * both)
                s[_N + i] += 2.0
                s[SOME + i] += term + s[_TERM + i]
        going = 0
        for i in range(LANES):
            going += 1 if s[_TERM + i] > NEGLIGIBLE * (1.0 + s[SOME + i]) else 0
    if highest > 0.0:
        _sum_fewer(s, False)


@inlined
def bend(s: Floats) -> None:
    """`BENT` and `SPENT` of `TIME`."""
    for i in range(LANES):
        s[BENT + i] = 1.0
    n = 20.0
    while n > 2.0:
        one = 1.0 / n
        for i in range(LANES):
            s[BENT + i] = 1.0 - s[BENT + i] * (s[TIME + i] * one)
        n -= 1.0
    for i in range(LANES):
        t = s[TIME + i]
        s[BENT + i] *= 0.5 * t * t
        s[SPENT + i] = (1.0 - t) + s[BENT + i]
        if t > 0.7:
            s[SPENT + i] = math.exp(-t)
            s[BENT + i] = (s[SPENT + i] - 1.0) + t
