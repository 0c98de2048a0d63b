"""Where the search begins: what theory asks of each interval by itself, as if it had no end.

All classes are taken for one, of their mean service and patience; a search by simulation, which
knows skills, order and what the interval before left behind, goes on from there.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from tingtang.engines.simulate.staffing.openings import Openings, Plan
from tingtang.engines.simulate.staffing.targets import Promise, Target
from tingtang.engines.simulate.theory import Target as Asked
from tingtang.engines.simulate.theory import smallest_staff

_LONG: Final = 1e4  # mean services: nobody leaves
_ASKED: Final = {
    Promise.QUANTILE: Asked.WITHIN,
    Promise.MEAN: Asked.MEAN_WAIT,
    Promise.ABANDONED: Asked.ABANDONED,
    Promise.WITHIN: Asked.WITHIN,
}


def beginning(of: Openings, targets: Sequence[Target]) -> Plan:
    """So many as theory says, of the cheapest kinds by the classes' work."""
    work = _work(of)
    services = np.array([each.service.mean for each in of.of.classes])
    loads = work * services  # intervals x classes
    rows = []
    for i, load in enumerate(loads):
        total = float(load.sum())
        count = 0
        if i >= of.first and total > 0:
            service = total / float(work[i].sum())
            count = max(_asked(total / service, service, _patience(of, load), t) for t in targets)
        rows.append(_spread(of, i, count, load))
    return tuple(rows)


def _work(of: Openings) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Arrivals a minute, by interval and class."""
    found = np.zeros((of.n, len(of.of.classes)))
    for c, each in enumerate(of.of.classes):
        edges, rates = each.arrivals.edges, each.arrivals.per_hour
        for start, end, rate in zip(edges, edges[1:], rates, strict=False):
            for i in range(of.n):
                a, b = max(start, i * of.minutes), min(end, (i + 1) * of.minutes, of.of.horizon)
                found[i, c] += max(0.0, b - a) * rate / 60
        for t in each.arrivals.times:
            found[min(of.n - 1, int(t / of.minutes)), c] += each.arrivals.shows
    return found / of.minutes


def _patience(of: Openings, load: Sequence[float]) -> float:
    means = [each.patience.mean if each.patience else math.inf for each in of.of.classes]
    services = [each.service.mean for each in of.of.classes]
    least = sum(one / mean for one, mean in zip(load, means, strict=True) if mean > 0)
    found = float(sum(load)) / least if least > 0 else math.inf
    return found if found < _LONG * max(services) else math.inf


def _asked(arrivals: float, service: float, patience: float, each: Target) -> int:
    if service <= 0:
        return 1
    asked, value = _ASKED[each.promise], each.part or each.limit
    value = min(max(value, 1e-3), math.inf if asked == Asked.MEAN_WAIT else 0.99)
    wait = each.minutes or 0.0
    return int(smallest_staff(arrivals, service, asked, value, wait=wait, patience=patience))


def _spread(of: Openings, interval: int, count: int, load: Sequence[float]) -> tuple[int, ...]:
    """`count` counters: each the cheapest that serves the class with most work uncovered."""
    row = [0] * len(of.kinds)
    names = [each.id for each in of.of.classes]
    total = float(sum(load))
    uncovered = {
        name: count * one / total for name, one in zip(names, load, strict=True) if one > 0
    }
    while sum(row) < count and uncovered:
        name = max(uncovered, key=lambda each: uncovered[each])
        fits = (
            k
            for k, kind in enumerate(of.kinds)
            if name in kind.serves and row[k] < of.most[interval][k]
        )
        k = next(fits, None)
        if k is None:
            del uncovered[name]
            continue
        row[k] += 1
        uncovered[name] -= 1
    return tuple(row)
