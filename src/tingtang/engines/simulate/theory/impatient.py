"""Erlang A: as in `erlang`, but whoever waits leaves after an exponential patience.

There is a steady state at any load. A patience of 0 is the loss system (whoever would wait is
gone), one of `inf` is Erlang C: nobody leaves. Without servers all leave, and a mean wait of the
served is not a number.

Exact: sums of positive terms over the number waiting, begun at the likeliest number, so that
nothing is too great or too small. The terms that count are some nine times the root of arrivals
times patience, or fewer.

References
----------
C. Palm (1937), Etude des délais d'attente, Ericsson Technics 5:37-56.
F. Baccelli, G. Hebuterne (1981), On queues with impatient customers, Performance '81, 159-179.
O. Garnett, A. Mandelbaum, M. Reiman (2002), Designing a call center with impatient customers,
    Manufacturing & Service Operations Management 4:208-227.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tingtang.engines.simulate.compiled import entry, inlined, pointer
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.theory.arrays import (
    Array,
    amount,
    duration,
    each,
    part,
    servers,
    span,
)
from tingtang.engines.simulate.theory.erlang import NEGLIGIBLE, beyond, delayed, odds
from tingtang.engines.simulate.theory.lanes import (
    BENT,
    FREE,
    LANES,
    LOAD,
    MINUTES,
    MOST,
    NONE,
    PEOPLE,
    ROWS,
    SERVERS,
    SOME,
    SPENT,
    TIME,
    X,
    Y,
    bend,
    fits,
    sum_odds,
    sum_tails,
    sum_waiting,
)
from tingtang.engines.simulate.theory.special import curved, harmonic, stirling

MOST_TERMS: Final = 1e9  #: some seconds


class ErlangA(NamedTuple):
    """What customers meet."""

    delayed: Array  #: the chance to find all servers busy
    abandoned: Array  #: the share of all that leave
    wait: Array  #: the mean wait of those served
    wait_of_all: Array  #: and of all, whoever leaves with the time until then


def erlang_a(c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, patience: ArrayLike) -> ErlangA:
    """`arrivals` come in a unit of time; `service` and `patience` are means."""
    given = given_patience(c, arrivals, service, patience)
    return ErlangA(*each(_with_memory(_erlang_a), *given, results=4))


def erlang_a_within(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, patience: ArrayLike, wait: ArrayLike
) -> Array:
    """The share of all that are served and waited at most `wait`: exact to 1e-11 of all."""
    given = given_patience(c, arrivals, service, patience)
    return np.clip(1.0 - each(_with_memory(_missed), *given, span("wait", wait))[0], 0.0, 1.0)


def erlang_a_beyond(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, patience: ArrayLike, wait: ArrayLike
) -> Array:
    """Of those served, the share that waited longer than `wait`."""
    given = given_patience(c, arrivals, service, patience)
    return each(_beyond_of_served, *given, span("wait", wait))[0]


def erlang_a_offered(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, patience: ArrayLike, wait: ArrayLike
) -> Array:
    """The chance that somebody who never left would wait longer than `wait`."""
    given = given_patience(c, arrivals, service, patience)
    return each(_offered, *given, span("wait", wait))[0]


def erlang_a_quantile(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, patience: ArrayLike, share: ArrayLike
) -> Array:
    """The wait that `share` of those served don't exceed."""
    given = given_patience(c, arrivals, service, patience)
    return each(_quantile, *given, part("share", share))[0]


def _with_memory(fill: Callable[..., None]) -> Callable[..., None]:
    """Compiled code's own would be let go while it is pointed at."""
    return partial(fill, np.zeros(2 * ROWS * LANES))


def given_patience(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, patience: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    given = (
        servers(c),
        amount("arrivals", arrivals),
        duration("service", service),
        span("patience", patience),
    )
    if np.any(_terms(*given) > MOST_TERMS) or np.any(
        given[0] * _finite(given[3]) > 1e150 * given[2]
    ):
        raise ValueError("patience: so long at so great a load is beyond counting; take inf")
    return given


def _terms(c: Array, arrivals: Array, service: Array, patience: Array) -> Array:
    """How many terms count, about."""
    spare = 1.0 - arrivals * service / np.maximum(c, 1e-300)
    found: Array = np.minimum(
        9.0 * np.sqrt(arrivals * _finite(patience)), 43.0 / np.maximum(spare, 1e-300)
    )
    return found


def _finite(patience: Array) -> Array:
    return np.where(patience < math.inf, patience, 0.0)


# ---------------------------------------------------------------- compiled
#
# With the rate of leaving as the unit, `x` is that of all servers' services, `y` that of arrivals.
# n waiting are t_n = y^n / ((x + 1) ... (x + n)) times as likely as nobody where all are busy.


class Waiting(NamedTuple):
    """Sums over the number waiting, through the term of the likeliest number, `most`."""

    most: float
    none: float  # t_0
    some: float  # t_1 + t_2 + ...
    people: float  # t_1 + 2 t_2 + ...
    minutes: float  # t_1 h_1 + t_2 h_2 + ..., with h_n = 1 / (x + 1) + ... + 1 / (x + n)


@inlined
def waiting(x: float, y: float) -> Waiting:
    """The four sums."""
    most = float(math.floor(max(0.0, y - x)))
    hours = harmonic(x, most)
    some = 1.0 if most > 0.0 else 0.0
    people, minutes = most, hours
    term, n, h = 1.0, most, hours
    while True:
        n += 1.0
        one = 1.0 / (x + n)
        term *= y * one
        h += one
        some += term
        people += n * term
        minutes += h * term
        if term <= NEGLIGIBLE * people:
            break
    term, n, h = 1.0, most, hours
    while n > 0.0 and term > NEGLIGIBLE * some:
        term *= (x + n) / y
        h -= 1.0 / (x + n)
        n -= 1.0
        if n > 0.0:
            some += term
            people += n * term
            minutes += h * term
    return Waiting(most, term if n == 0.0 else 0.0, some, people, minutes)


@inlined
def _tail(x: float, y: float) -> tuple[float, float, float]:
    """`most`, `none` and `some` of `waiting` alone."""
    most = float(math.floor(max(0.0, y - x)))
    some = 1.0 if most > 0.0 else 0.0
    term, n = 1.0, most
    while True:
        n += 1.0
        term *= y / (x + n)
        some += term
        if term <= NEGLIGIBLE * (1.0 + some):
            break
    term, n = 1.0, most
    while n > 0.0 and term > NEGLIGIBLE * some:
        term *= (x + n) / y
        n -= 1.0
        if n > 0.0:
            some += term
    return most, (term if n == 0.0 else 0.0), some


@inlined
def steady(
    c: float, arrivals: float, service: float, patience: float
) -> tuple[float, float, float, float]:
    """`ErlangA`'s figures."""
    load = arrivals * service
    if patience == math.inf:
        if load >= c:
            return 1.0, 0.0, math.inf, math.inf
        waits = delayed(c, load)
        wait = waits * service / (c - load)
        return waits, 0.0, wait, wait
    free = odds(c, load)
    if patience == 0.0:
        lost = 1.0 / (1.0 + free)
        return lost, lost, (0.0 if c > 0.0 else math.nan), 0.0
    if free == math.inf:
        return 0.0, 0.0, 0.0, 0.0
    x, y = c * patience / service, arrivals * patience
    if y == 0.0:  # nobody comes, and there is no server
        return 1.0, 1.0, math.nan, patience
    return _figures(x, y, waiting(x, y), free, patience)


@inlined
def _figures(
    x: float, y: float, w: Waiting, free: float, patience: float
) -> tuple[float, float, float, float]:
    before = w.none * free
    total = before + w.none + w.some
    abandoned = w.people / y / total
    served = x / y
    return (
        (w.none + w.some) / total,
        abandoned,
        patience * served * w.minutes / (before + served * w.some),
        patience * abandoned,
    )


@inlined
def _after(x: float, y: float, most: float, t: float) -> tuple[float, float, float]:
    """What the sums for `y` become of those who wait longer than `t` patiences: a factor, and
    `none` and `some` to be taken times it.

    An offered wait beyond t has the chance exp(y (1 - e^-t) - x t) A(y e^-t) / A(y) that it has
    beyond 0, with A the sum of all t_n. The exponent is as great as its terms' sum is small, so
    both are measured from their peaks.
    """
    z = y * math.exp(-t)
    peak, none, some = _tail(x, z)
    bent = curved(-t) if y <= x else 0.0
    return _factor(x, y, most, z, peak, t, bent), none, some


@inlined
def _factor(x: float, y: float, most: float, z: float, peak: float, t: float, bent: float) -> float:
    """The first of `_after`, for z = y e^-t and the likeliest number for it, `peak`, and
    `bent`, exp(-t) - 1 + t, where y is not above x.
    """
    if y <= x:
        exponent = -(x - y) * t - y * bent
    elif z > x:
        exponent = _at_peak(x, y, most) - _at_peak(x, z, peak)
    else:
        exponent = _at_peak(x, y, most) - x * curved(math.log(y / x) - t)
    return math.exp(exponent)


@inlined
def _at_peak(x: float, y: float, most: float) -> float:
    """The logarithm of exp(y - x) (x / y)^x through the term t_n, for a whole n near y - x."""
    n = x + most
    off = n - y
    return n * math.log1p(off / y) - off + 0.5 * math.log(n / x) + stirling(n) - stirling(x)


@inlined
def missed(c: float, arrivals: float, service: float, patience: float, wait: float) -> float:
    """The share of all that leave, or are served after more than `wait`."""
    load = arrivals * service
    if patience == math.inf:
        return beyond(c, load, wait / service)
    free = odds(c, load)
    if patience == 0.0:
        return 1.0 / (1.0 + free)
    if free == math.inf:
        return 0.0
    x, y = c * patience / service, arrivals * patience
    if c == 0.0:
        return 1.0
    w = waiting(x, y)
    late = 0.0
    if wait < math.inf:
        factor, _, some = _after(x, y, w.most, wait / patience)
        late = x * factor * some
    return (w.people + late) / y / (w.none * (1.0 + free) + w.some)


@inlined
def _served_after(c: float, arrivals: float, service: float, patience: float, wait: float) -> float:
    """Of those served, the share that waited longer than `wait`."""
    load = arrivals * service
    if c == 0.0:
        return math.nan
    if patience == math.inf:
        return beyond(c, load, wait / service)
    free = odds(c, load)
    if patience == 0.0 or math.inf in (free, wait):
        return 0.0
    x, y = c * patience / service, arrivals * patience
    most, none, some = _tail(x, y)
    factor, _, left = _after(x, y, most, wait / patience)
    return factor * left / (none * free * (y / x) + some)


@entry
def _erlang_a(
    memory: Floats,
    c: Floats,
    arrivals: Floats,
    service: Floats,
    patience: Floats,
    waits: Floats,
    abandoned: Floats,
    wait: Floats,
    of_all: Floats,
) -> None:
    s = pointer(memory)
    for first in range(0, len(waits), LANES):
        last = min(first + LANES, len(waits))
        if _side_by_side(s, c, arrivals, service, patience, first, last):
            sum_waiting(s, True)
            for i in range(first, last):
                waits[i], abandoned[i], wait[i], of_all[i] = _figures(
                    s[X + i - first],
                    s[Y + i - first],
                    _sums(s, i - first),
                    s[FREE + i - first],
                    patience[i],
                )
        else:
            for i in range(first, last):
                waits[i], abandoned[i], wait[i], of_all[i] = steady(
                    c[i], arrivals[i], service[i], patience[i]
                )


@inlined
def _side_by_side(
    s: Floats,
    c: Floats,
    arrivals: Floats,
    service: Floats,
    patience: Floats,
    first: int,
    last: int,
) -> bool:
    """Cases from `first` to `last` in lanes, with their `FREE`; the last fills those left over.
    False where one of them has to stand by itself.
    """
    for lane in range(LANES):
        i = min(first + lane, last - 1)
        load = arrivals[i] * service[i]
        if not fits(c[i], load, patience[i]):
            return False
        s[X + lane] = c[i] * patience[i] / service[i]
        s[Y + lane] = arrivals[i] * patience[i]
        s[SERVERS + lane] = c[i]
        s[LOAD + lane] = load
    sum_odds(s)
    return True


@inlined
def _sums(s: Floats, lane: int) -> Waiting:
    return Waiting(
        s[MOST + lane], s[NONE + lane], s[SOME + lane], s[PEOPLE + lane], s[MINUTES + lane]
    )


@entry
def _missed(
    memory: Floats,
    c: Floats,
    arrivals: Floats,
    service: Floats,
    patience: Floats,
    wait: Floats,
    out: Floats,
) -> None:
    s, after = pointer(memory[: ROWS * LANES]), pointer(memory[ROWS * LANES :])
    for first in range(0, len(out), LANES):
        last = min(first + LANES, len(out))
        if _side_by_side(s, c, arrivals, service, patience, first, last):
            sum_waiting(s, False)
            for lane in range(LANES):
                after[X + lane] = s[X + lane]
                after[TIME + lane] = (
                    wait[min(first + lane, last - 1)] / patience[min(first + lane, last - 1)]
                )
            bend(after)
            for lane in range(LANES):
                after[Y + lane] = s[Y + lane] * after[SPENT + lane]
            sum_tails(after)
            for i in range(first, last):
                lane = i - first
                x, y, t = s[X + lane], s[Y + lane], after[TIME + lane]
                late = 0.0
                if t < math.inf:
                    z, peak, bent = after[Y + lane], after[MOST + lane], after[BENT + lane]
                    factor = _factor(x, y, s[MOST + lane], z, peak, t, bent)
                    late = x * factor * after[SOME + lane]
                reached = s[NONE + lane] * (1.0 + s[FREE + lane]) + s[SOME + lane]
                out[i] = (s[PEOPLE + lane] + late) / y / reached
        else:
            for i in range(first, last):
                out[i] = missed(c[i], arrivals[i], service[i], patience[i], wait[i])


@entry
def _beyond_of_served(
    c: Floats, arrivals: Floats, service: Floats, patience: Floats, wait: Floats, out: Floats
) -> None:
    for i in range(len(out)):
        out[i] = _served_after(c[i], arrivals[i], service[i], patience[i], wait[i])


@entry
def _offered(
    c: Floats, arrivals: Floats, service: Floats, patience: Floats, wait: Floats, out: Floats
) -> None:
    for i in range(len(out)):
        load = arrivals[i] * service[i]
        if c[i] == 0.0:
            out[i] = 1.0
        elif patience[i] == math.inf:
            out[i] = beyond(c[i], load, wait[i] / service[i])
        elif patience[i] == 0.0:
            out[i] = math.exp(-c[i] * wait[i] / service[i]) / (1.0 + odds(c[i], load))
        elif load == 0.0 or wait[i] == math.inf:
            out[i] = 0.0
        else:
            x, y = c[i] * patience[i] / service[i], arrivals[i] * patience[i]
            most, none, some = _tail(x, y)
            factor, nobody, left = _after(x, y, most, wait[i] / patience[i])
            out[i] = factor * (nobody + left) / (none * (1.0 + odds(c[i], load)) + some)


@entry
def _quantile(
    c: Floats, arrivals: Floats, service: Floats, patience: Floats, share: Floats, out: Floats
) -> None:
    for i in range(len(out)):
        rest = 1.0 - share[i]
        given = c[i], arrivals[i], service[i], patience[i]
        if c[i] == 0.0:
            out[i] = math.nan
            continue
        if patience[i] == math.inf and arrivals[i] * service[i] >= c[i]:
            out[i] = math.inf
            continue
        low, high = 0.0, service[i]
        if _served_after(*given, 0.0) <= rest:
            high = 0.0
        while high > 0.0 and _served_after(*given, high) > rest:
            low, high = high, 2.0 * high
        while high > 0.0:
            middle = 0.5 * (low + high)
            if middle in (low, high):
                break
            if _served_after(*given, middle) > rest:
                low = middle
            else:
                high = middle
        out[i] = high
