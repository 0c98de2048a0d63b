"""The fewest servers that meet a target, exactly: by the exact formulas, tried on both sides.

All three targets get easier with every server, which is why halving finds the first that meets one.
A figure within some 1e-14 of its target is as good as on it: no arithmetic of 53 bits tells them
apart.
"""

import math
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from tingtang.engines.simulate.compiled import entry, inlined
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.theory.arrays import Counts, amount, duration, each, span
from tingtang.engines.simulate.theory.impatient import given_patience, missed, steady


class Target(IntEnum):
    """What is promised."""

    WITHIN = 0  #: at least this share of all are served after at most `wait`; the gone are not
    MEAN_WAIT = 1  #: the mean wait of those served is at most this
    ABANDONED = 2  #: at most this share of all leave


_WITHIN, _MEAN_WAIT, _ABANDONED = map(float, Target)


def smallest_staff(
    arrivals: ArrayLike,
    service: ArrayLike,
    target: Target,
    value: ArrayLike,
    *,
    wait: ArrayLike = 0.0,
    patience: ArrayLike = math.inf,
) -> Counts:
    """The fewest servers; 0 where nobody comes. `wait` is for `Target.WITHIN` alone.

    Raises `ValueError` for a target that no number of servers meets: a share of 1, a mean wait or
    a share that leaves of 0.
    """
    goal = amount("value", value)
    if np.any(goal <= 0.0) or (target != Target.MEAN_WAIT and np.any(goal >= 1.0)):
        most = "" if target == Target.MEAN_WAIT else " and below 1"
        raise ValueError(f"value: must be above 0{most}")
    coming, lasting = amount("arrivals", arrivals), duration("service", service)
    given = given_patience(np.ceil(coming * lasting), coming, lasting, patience)
    kind = np.asarray(float(target))
    found = each(_smallest, *given[1:], kind, goal, span("wait", wait))[0]
    return found.astype(np.int64)


# ---------------------------------------------------------------- compiled


@inlined
def _meets(
    c: float,
    arrivals: float,
    service: float,
    patience: float,
    kind: float,
    goal: float,
    wait: float,
) -> bool:
    if kind == _WITHIN:
        return missed(c, arrivals, service, patience, wait) <= 1.0 - goal
    if c == 0.0:
        return False
    if patience == math.inf and kind == _ABANDONED:
        return True
    _, abandoned, mean, _ = steady(c, arrivals, service, patience)
    return mean <= goal if kind == _MEAN_WAIT else abandoned <= goal


@entry
def _smallest(
    arrivals: Floats,
    service: Floats,
    patience: Floats,
    kind: Floats,
    goal: Floats,
    wait: Floats,
    out: Floats,
) -> None:
    for i in range(len(out)):
        if arrivals[i] == 0.0:
            out[i] = 0.0
            continue
        case = arrivals[i], service[i], patience[i], kind[i], goal[i], wait[i]
        first = math.ceil(arrivals[i] * service[i])
        step = 1.0
        if _meets(first, *case):
            high, low = first, first - step
            while low >= 0.0 and _meets(low, *case):
                step *= 2.0
                high, low = low, low - step
            low = max(-1.0, low)
        else:
            low, high = first, first + step
            while not _meets(high, *case):
                step *= 2.0
                low, high = high, high + step
        while high - low > 1.0:
            middle = math.floor(0.5 * (low + high))
            if _meets(middle, *case):
                high = middle
            else:
                low = middle
        out[i] = high
