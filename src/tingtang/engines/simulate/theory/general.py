"""Services of any distribution, by their mean and `cv` (standard deviation through mean).

One server is exact (Pollaczek, Khinchine). Several are approximations, exact for exponential
services and for one server.

References
----------
A. Khinchine (1932), Mathematical theory of a stationary queue, Matematicheskii Sbornik 39:73-84.
A. M. Lee, P. A. Longton (1959), Queueing processes associated with airline passenger check-in,
    Operational Research Quarterly 10:56-71.
G. P. Cosmetatos (1975), Approximate explicit formulae for the average queueing time in the
    processes (M/D/r) and (D/M/r), INFOR 13:328-331.
T. Kimura (1994), Approximations for multi-server queues: system interpolations, Queueing Systems
    17:347-382.
"""

import math

from numpy.typing import ArrayLike

from tingtang.engines.simulate.compiled import entry, inlined
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.theory.arrays import Array, amount, duration, each, servers
from tingtang.engines.simulate.theory.erlang import delayed


def pollaczek_khinchine(arrivals: ArrayLike, service: ArrayLike, cv: ArrayLike) -> Array:
    """The mean wait at one server; `inf` at a load of 1 or more."""
    given = amount("arrivals", arrivals), duration("service", service), amount("cv", cv)
    return each(_pollaczek_khinchine, *given)[0]


def lee_longton(c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, cv: ArrayLike) -> Array:
    """The mean wait at several, about: that of exponential services times (1 + cv²) / 2. Too long
    where services are alike and servers many and hardly busy.
    """
    return each(_lee_longton, *_given(c, arrivals, service, cv))[0]


def kimura(c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, cv: ArrayLike) -> Array:
    """The mean wait at several, about: Kimura's interpolation, harmonic in the means, between
    exponential services and services all alike, for which Cosmetatos's formula stands, not above
    its limit where hardly anybody comes (c through c + 1 of the exponential ones').
    """
    return each(_kimura, *_given(c, arrivals, service, cv))[0]


def _given(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, cv: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    return (
        servers(c),
        amount("arrivals", arrivals),
        duration("service", service),
        amount("cv", cv),
    )


# ---------------------------------------------------------------- compiled


@entry
def _pollaczek_khinchine(arrivals: Floats, service: Floats, cv: Floats, out: Floats) -> None:
    for i in range(len(out)):
        load = arrivals[i] * service[i]
        twice = load * service[i] * (1.0 + cv[i] * cv[i])
        out[i] = 0.5 * twice / (1.0 - load) if load < 1.0 else math.inf


@inlined
def _even(c: float, arrivals: float, service: float, cv: float) -> float:
    load = arrivals * service
    if load >= c:
        return math.inf
    return 0.5 * (1.0 + cv * cv) * delayed(c, load) * service / (c - load)


@inlined
def _alike(c: float, load: float) -> float:
    """The mean wait of services all alike, through that of exponential ones."""
    light = (c - 1.0) / (c + 1.0)
    if load > 0.0:
        busy = load / c
        times = (1.0 - busy) * (c - 1.0) * (math.sqrt(4.0 + 5.0 * c) - 2.0) / (16.0 * busy * c)
        light = min(light, times)
    return 0.5 * (1.0 + light)


@entry
def _lee_longton(c: Floats, arrivals: Floats, service: Floats, cv: Floats, out: Floats) -> None:
    for i in range(len(out)):
        out[i] = _even(c[i], arrivals[i], service[i], cv[i])


@entry
def _kimura(c: Floats, arrivals: Floats, service: Floats, cv: Floats, out: Floats) -> None:
    for i in range(len(out)):
        load = arrivals[i] * service[i]
        out[i] = math.inf
        if load < c[i]:
            square = cv[i] * cv[i]
            wait = _even(c[i], arrivals[i], service[i], 1.0)
            out[i] = wait * (1.0 + square) / (2.0 * square + (1.0 - square) / _alike(c[i], load))
