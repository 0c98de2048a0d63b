"""Classes of customers with the same exponential service at several servers alike.

Classes stand in the last axis of `arrivals` (in a unit of time each), the most urgent first where
their order is the rule. Nobody leaves; who is being served is finished. A class whose line grows
without end waits `inf`; the more urgent may yet be served.

While all c servers are busy the branch is one server c times as fast, so that the results for one
server hold of those who wait, whom Erlang C counts.

References
----------
A. Cobham (1954), Priority assignment in waiting line problems, Operations Research 2:70-76.
L. Kleinrock (1964), A delay dependent queue discipline, Naval Research Logistics Quarterly
    11:329-341.
O. Kella, U. Yechiali (1985), Waiting times in the non-preemptive priority M/M/c queue,
    Communications in Statistics: Stochastic Models 1:257-262.
D. A. Stanford, P. Taylor, I. Ziedins (2014), Waiting time distributions in the accumulating
    priority queue, Queueing Systems 77:297-330.
A. B. Sharif, D. A. Stanford, P. Taylor, I. Ziedins (2014), A multi-class multi-server accumulating
    priority queue with application to health care, Operations Research for Health Care 3:73-79.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from tingtang.engines.simulate.compiled import entry, inlined
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.theory.arrays import (
    Array,
    classes,
    duration,
    part,
    rows,
    servers,
    span,
)
from tingtang.engines.simulate.theory.erlang import delayed


def priority_wait(c: ArrayLike, arrivals: ArrayLike, service: ArrayLike) -> Array:
    """The mean wait of each class, the most urgent first."""
    return _by_class(_priority_wait, c, arrivals, service)


def priority_beyond(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, wait: ArrayLike
) -> Array:
    """The chance of each class to wait longer than `wait`."""
    return _by_class(_priority_beyond, c, arrivals, service, span("wait", wait))


def priority_quantile(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, share: ArrayLike
) -> Array:
    """The wait that `share` of each class don't exceed."""
    return _by_class(_priority_quantile, c, arrivals, service, part("share", share))


def accumulating_wait(
    c: ArrayLike, arrivals: ArrayLike, service: ArrayLike, rates: ArrayLike
) -> Array:
    """The mean wait of each class, of which a customer gains `rates` of priority in a unit of time:
    whoever has gained most is next. The classes stand in any order; with a rate of 0 one comes
    last.
    """
    found, gained = np.broadcast_arrays(classes("arrivals", arrivals), classes("rates", rates))
    order = np.argsort(gained, axis=-1, kind="stable")
    back = np.argsort(order, axis=-1, kind="stable")
    rising = np.take_along_axis(gained, order, axis=-1)
    taken = np.take_along_axis(found, order, axis=-1)
    spread = np.broadcast_shapes(np.shape(c), np.shape(service), order.shape[:-1])
    waits = _by_class(_accumulating_wait, c, taken, service, classes=rising)
    return np.take_along_axis(waits, np.broadcast_to(back, (*spread, back.shape[-1])), axis=-1)


def _by_class(
    fill: Callable[..., None],
    c: ArrayLike,
    arrivals: ArrayLike,
    service: ArrayLike,
    *more: Array,
    classes: Array | None = None,
) -> Array:
    """`fill(c, service, *more, arrivals, classes, out)`; the last three hold all classes of a place
    side by side.
    """
    coming = _classes("arrivals", arrivals)
    n = coming.shape[-1]
    alone = np.broadcast_arrays(servers(c), duration("service", service), *more)
    shape = np.broadcast_shapes(alone[0].shape, coming.shape[:-1])
    flat = [np.ascontiguousarray(np.broadcast_to(one, shape)).reshape(-1) for one in alone]
    wide = [rows(one, shape, n) for one in (coming, classes) if one is not None]
    out = np.empty(len(wide[0]))
    fill(*flat, *wide, n, out)
    return out.reshape(*shape, n)


_classes = classes


# ---------------------------------------------------------------- compiled


@inlined
def _first(c: float, arrivals: Floats, at: int, n: int, service: float) -> tuple[float, float]:
    """The chance to wait, and the mean time from then to the first end of a service."""
    load = 0.0
    for k in range(at, at + n):
        load += arrivals[k] * service
    if c == 0.0:
        return 1.0, math.inf
    return delayed(c, load), service / c


@entry
def _priority_wait(c: Floats, service: Floats, arrivals: Floats, n: int, out: Floats) -> None:
    for i in range(len(c)):
        at = i * n
        waits, end = _first(c[i], arrivals, at, n, service[i])
        above = 0.0
        for k in range(at, at + n):
            within = above + arrivals[k] * end
            if within < 1.0:
                out[k] = waits * end / ((1.0 - above) * (1.0 - within))
            else:
                out[k] = math.inf
            above = within


@inlined
def _later(above: float, own: float, wait: float) -> float:
    """Of those of a class who wait, the share who do so longer than `wait`, in mean times between
    ends of service, of which the more urgent take the part `above` and the class itself `own`.

    The wait's Laplace transform (Kella and Yechiali) is (1 - k) / (1 - k + s + a (1 - B(s))) with
    a = above, k = a + own and B of the busy period that the more urgent prolong a service to. It
    has a branch cut, where s = 2 sqrt(a) cos(v) - 1 - a for v from 0 to pi, and a pole at s = -p
    where k > sqrt(a). Around both it is inverted by

        (1 - k) 2 a / (pi k) times the integral of sin(v)^2 exp(-u wait) / (u (u - p)), u = -s,

    and, with the pole, (k^2 - a) / (k own) exp(-p wait). The rule of midpoints gains digits with
    every node; how many the nearest singularity needs is known. With the pole too near the cut the
    integrand's value there is taken out, whose integral is known.
    """
    k = above + own
    if k >= 1.0:
        return 1.0
    if above == 0.0:
        return math.exp(-(1.0 - k) * wait)
    root = math.sqrt(above)
    off = math.log(k / root)
    pole = own * (1.0 - k) / k
    near = abs(off) < 0.1
    pace = -math.log(root) if near else min(-math.log(root), abs(off))
    nodes = math.ceil(20.0 / pace + 5.0 * math.sqrt(2.0 * root * wait)) + 16
    peak = math.exp(-pole * wait) / pole if near else 0.0
    total = 0.0
    for i in range(nodes):
        v = math.pi * (i + 0.5) / nodes
        half = math.sin(0.5 * v)
        u = (1.0 - root) ** 2 + 4.0 * root * half * half
        to_pole = (k - root) ** 2 / k + 4.0 * root * half * half
        sine = math.sin(v)
        total += sine * sine * (math.exp(-u * wait) / u - peak) / to_pole
    share = (1.0 - k) * 2.0 * above / k * total / nodes
    if near:
        share += k / own * math.exp(-pole * wait)
    elif off > 0.0:
        share += (k * k - above) / (k * own) * math.exp(-pole * wait)
    return min(1.0, max(0.0, share))


@entry
def _priority_beyond(
    c: Floats, service: Floats, wait: Floats, arrivals: Floats, n: int, out: Floats
) -> None:
    for i in range(len(c)):
        waits, end = _first(c[i], arrivals, i * n, n, service[i])
        above = 0.0
        for k in range(i * n, i * n + n):
            own = arrivals[k] * end
            if c[i] == 0.0 or above + own >= 1.0:
                out[k] = 1.0
            else:
                out[k] = waits * _later(above, own, wait[i] / end)
            above += own


@entry
def _priority_quantile(
    c: Floats, service: Floats, share: Floats, arrivals: Floats, n: int, out: Floats
) -> None:
    for i in range(len(c)):
        waits, end = _first(c[i], arrivals, i * n, n, service[i])
        above = 0.0
        for k in range(i * n, i * n + n):
            own = arrivals[k] * end
            if c[i] == 0.0 or above + own >= 1.0:
                out[k] = math.inf
            elif waits <= 1.0 - share[i]:
                out[k] = 0.0
            else:
                out[k] = end * _until(above, own, (1.0 - share[i]) / waits)
            above += own


@inlined
def _until(above: float, own: float, rest: float) -> float:
    """The wait that the part `rest` of those who wait exceed."""
    low, high = 0.0, 1.0
    while _later(above, own, high) > rest:
        low, high = high, 2.0 * high
    for _ in range(200):
        middle = 0.5 * (low + high)
        if high - low <= 1e-14 * high:
            break
        if _later(above, own, middle) > rest:
            low = middle
        else:
            high = middle
    return high


@entry
def _accumulating_wait(
    c: Floats, service: Floats, arrivals: Floats, rates: Floats, n: int, out: Floats
) -> None:
    """Kleinrock's recursion, classes by rising rate. One that gains nothing yields to all others,
    as by priority; the others share what is left by his law of conservation.
    """
    for i in range(len(c)):
        at = i * n
        waits, end = _first(c[i], arrivals, at, n, service[i])
        still, moving = 0.0, 0.0
        for k in range(at, at + n):
            if rates[k] > 0.0:
                moving += arrivals[k] * end
            else:
                still += arrivals[k] * end
        for k in range(at, at + n):
            if c[i] == 0.0 or moving >= 1.0:
                out[k] = math.inf
            elif rates[k] > 0.0:
                wait = waits * end / (1.0 - moving)
                faster = 0.0
                for j in range(at, at + n):
                    if rates[j] > rates[k]:
                        faster += arrivals[j] * end * (1.0 - rates[k] / rates[j])
                    elif 0.0 < rates[j] < rates[k]:
                        wait -= arrivals[j] * end * out[j] * (1.0 - rates[j] / rates[k])
                out[k] = wait / (1.0 - faster)
            elif moving + still >= 1.0:
                out[k] = math.inf
            else:
                out[k] = waits * end / ((1.0 - moving) * (1.0 - moving - still))
