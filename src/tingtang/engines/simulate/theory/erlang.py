"""Poisson arrivals, exponential services and `servers` alike: those who are lost, and who wait.

Chances are what an arrival meets in a branch that has been open for ever. `load` is arrivals times
mean service, in servers. At or above as many as there are nobody's wait ends: the chance to wait is
1 and waits are `inf`. So are they without a server, also where nobody comes. Chances below 1e-308
are 0.

Exact: sums of positive terms, none of which is subtracted. The terms that count are about as many
as servers without work, and nine times the root of the load.

References
----------
A. K. Erlang (1917), Solution of some problems in the theory of probabilities of significance in
    automatic telephone exchanges.
D. L. Jagerman (1974), Some properties of the Erlang loss function, Bell System Technical Journal
    53:525-551.
"""

import math
from typing import Final

from numpy.typing import ArrayLike

from tingtang.engines.simulate.compiled import entry, inlined
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

#: A term of so small a part of the sum ends it: what follows are at most some hundred such terms.
NEGLIGIBLE: Final = 2.0**-62


def erlang_b(c: ArrayLike, load: ArrayLike) -> Array:
    """The chance to find all servers busy where nobody waits."""
    return each(_erlang_b, servers(c), amount("load", load))[0]


def erlang_c(c: ArrayLike, load: ArrayLike) -> Array:
    """The chance to wait where everybody does."""
    return each(_erlang_c, servers(c), amount("load", load))[0]


def erlang_c_wait(c: ArrayLike, arrivals: ArrayLike, service: ArrayLike) -> Array:
    """The mean wait of all. `arrivals` come in a unit of time; `service` is the mean."""
    given = servers(c), amount("arrivals", arrivals), duration("service", service)
    return each(_erlang_c_wait, *given)[0]


def erlang_c_beyond(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, wait: ArrayLike
) -> Array:
    """The chance to wait longer than `wait`."""
    given = servers(c), amount("arrivals", arrivals), duration("service", service)
    return each(_erlang_c_beyond, *given, span("wait", wait))[0]


def erlang_c_quantile(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, share: ArrayLike
) -> Array:
    """The wait that `share` of all don't exceed."""
    given = servers(c), amount("arrivals", arrivals), duration("service", service)
    return each(_erlang_c_quantile, *given, part("share", share))[0]


# ---------------------------------------------------------------- compiled


@inlined
def odds(c: float, load: float) -> float:
    """How often as likely fewer than `c` are busy as all of them, where nobody waits: 1/B - 1.

    c/a + c(c-1)/a² + ... + c!/a^c, for the load a.
    """
    if load == 0.0:
        return math.inf if c > 0.0 else 0.0
    each_load = 1.0 / load
    term = 1.0
    total = 0.0
    left = c
    while left > 0.0:
        term *= left * each_load
        total += term
        if term <= NEGLIGIBLE * total:  # infinite ones, too
            break
        left -= 1.0
    return total


@inlined
def delayed(c: float, load: float) -> float:
    """Erlang C: the loss formula's B through 1 - load/c (1 - B)."""
    if load >= c:
        return 1.0
    return c / (c + (c - load) * odds(c, load))


@inlined
def beyond(c: float, load: float, wait: float) -> float:
    """`wait` in mean services."""
    if load >= c:
        return 1.0
    return delayed(c, load) * math.exp((load - c) * wait)


@entry
def _erlang_b(c: Floats, load: Floats, out: Floats) -> None:
    for i in range(len(out)):
        out[i] = 1.0 / (1.0 + odds(c[i], load[i]))


@entry
def _erlang_c(c: Floats, load: Floats, out: Floats) -> None:
    for i in range(len(out)):
        out[i] = delayed(c[i], load[i])


@entry
def _erlang_c_wait(c: Floats, arrivals: Floats, service: Floats, out: Floats) -> None:
    for i in range(len(out)):
        load = arrivals[i] * service[i]
        idle = c[i] - load
        out[i] = delayed(c[i], load) * service[i] / idle if idle > 0.0 else math.inf


@entry
def _erlang_c_beyond(
    c: Floats, arrivals: Floats, service: Floats, wait: Floats, out: Floats
) -> None:
    for i in range(len(out)):
        out[i] = beyond(c[i], arrivals[i] * service[i], wait[i] / service[i])


@entry
def _erlang_c_quantile(
    c: Floats, arrivals: Floats, service: Floats, share: Floats, out: Floats
) -> None:
    for i in range(len(out)):
        load = arrivals[i] * service[i]
        idle = c[i] - load
        if idle <= 0.0:
            out[i] = math.inf
        else:
            times = delayed(c[i], load) / (1.0 - share[i])
            out[i] = math.log(times) * service[i] / idle if times > 1.0 else 0.0
