"""What a replication comes to, compiled."""

import math
from typing import Final

from tingtang.engines.simulate.compiled import inlined
from tingtang.engines.simulate.layout import (
    BUSY_MIN,
    CLASSES,
    COUNTERS,
    COUNTS,
    FINE,
    FULL,
    HERE,
    HORIZON,
    INTERVALS,
    LIMIT,
    LIMITS,
    NOW,
    ORDER,
    OVER_MIN,
    POOL_COUNTS,
    POOLS,
    SINCE,
    SLICE_BINS,
    SLICE_MIN,
    SLICED,
    SLICES,
    SPANS,
    TICKETS,
    UNTIL,
    WAITS,
    WARMUP,
    Floats,
    Ints,
)

#: Counts of a class in a replication, and the sum of the waits of those served.
ARRIVED, SERVED, ABANDONED, DIVERTED, UNSERVED, WAITED = range(6)
COUNTED: Final = 6

#: Of a pool: those served, their waits, and the minutes that its machines were taken.
POOL_SERVED, POOL_WAITED, POOL_BUSY = range(3)
POOL_COUNTED: Final = 3

#: Of a class and a slice of the day, by arrival: those served and their waits, those who left,
#: those whom nobody served and their waits until closing, those in pools; then, of each limit,
#: those served within it.
(
    SLICE_SERVED, SLICE_WAITED, SLICE_ABANDONED, SLICE_UNSERVED, SLICE_LEFT_OVER, SLICE_DIVERTED,
) = range(6)  # fmt: skip
SLICE_COUNTED: Final = 6

INTERVAL: Final = 15.0  # minutes
LEFT: Final = -1.0  #: in place of the further wait of a ticket that left


@inlined
def clear(mi: Ints, wi: Ints, wf: Floats) -> None:
    """Nothing is counted yet."""
    for at in range(wi[COUNTS], wi[COUNTS] + mi[CLASSES] * COUNTED):
        wf[at] = 0.0
    for at in range(wi[POOL_COUNTS], wi[POOL_COUNTS] + mi[POOLS] * POOL_COUNTED):
        wf[at] = 0.0
    for k in range(mi[COUNTERS]):
        wf[wi[BUSY_MIN] + k] = 0.0
        wf[wi[OVER_MIN] + k] = 0.0
    width = SLICE_COUNTED + wi[LIMITS]
    for at in range(wi[SLICED], wi[SLICED] + wi[SLICES] * mi[CLASSES] * width):
        wf[at] = 0.0
    for at in range(wi[SPANS], wi[SPANS] + wi[INTERVALS] * mi[CLASSES]):
        wf[at] = 0.0


@inlined
def _waiting(mi: Ints, wi: Ints, wf: Floats, c: int, start: float, end: float) -> None:
    """Spread a wait over the intervals of the day; what is after the last belongs to the last."""
    last = wi[INTERVALS] - 1
    i = min(last, int(start * (1.0 / INTERVAL)))
    at = wi[SPANS] + i * mi[CLASSES] + c
    stop = (i + 1) * INTERVAL
    while end > stop and i < last:
        wf[at] += stop - start
        start = stop
        i += 1
        at += mi[CLASSES]
        stop += INTERVAL
    wf[at] += end - start


@inlined
def started(
    mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, base: int, j: int, t: float
) -> None:
    """A service begins. `base`: the first place of the class."""
    since = wf[wi[SINCE] + j]
    wait = t - since
    if since >= mf[WARMUP]:
        at = wi[COUNTS] + c * COUNTED
        served = wf[at + SERVED]
        if wi[FULL]:
            wf[wi[WAITS] + base + int(served)] = wait
        wf[at + SERVED] = served + 1.0
        wf[at + WAITED] += wait
    if wi[SLICES] and since >= mf[NOW]:
        _served_in_slice(mi, wi, wf, c, since, wait)
    if wi[FULL] and wait > 0.0:
        _waiting(mi, wi, wf, c, max(since, mf[NOW]), t)
    _seen(mi, wi, wf, j, t - mf[NOW])


@inlined
def _slice(wi: Ints, wf: Floats, since: float) -> int:
    """Of whoever comes then; the last one is of all that come later."""
    return int(min(wi[SLICES] - 1, int(since / wf[SLICE_MIN])))


@inlined
def _in_slice(mi: Ints, wi: Ints, wf: Floats, c: int, since: float) -> int:
    """Where the figures stand of a class's customers who came when this one did."""
    part = _slice(wi, wf, since)
    return int(wi[SLICED] + (part * mi[CLASSES] + c) * (SLICE_COUNTED + wi[LIMITS]))


@inlined
def _served_in_slice(mi: Ints, wi: Ints, wf: Floats, c: int, since: float, wait: float) -> None:
    at = _in_slice(mi, wi, wf, c, since)
    wf[at + SLICE_SERVED] += 1.0
    wf[at + SLICE_WAITED] += wait
    for i in range(wi[LIMITS]):
        if wait <= wf[wi[LIMIT] + i]:
            wf[at + SLICE_COUNTED + i] += 1.0
    if wi[FINE]:
        row = _slice(wi, wf, since) * mi[CLASSES] + c
        bins = wi[SLICE_BINS] + row * (OCTAVES * wi[FINE] + 1)
        wi[bins + bin_of(wait, wi[FINE])] += 1


@inlined
def gone(mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, j: int) -> None:
    """Somebody's patience has ended before they were called."""
    since = wf[wi[SINCE] + j]
    if since >= mf[WARMUP]:
        wf[wi[COUNTS] + c * COUNTED + ABANDONED] += 1.0
    if wi[SLICES] and since >= mf[NOW]:
        wf[_in_slice(mi, wi, wf, c, since) + SLICE_ABANDONED] += 1.0
    if wi[FULL]:
        now = mf[NOW]
        _waiting(mi, wi, wf, c, max(since, now), max(wf[wi[UNTIL] + j], now))
    _seen(mi, wi, wf, j, LEFT)


@inlined
def left_over(mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, j: int) -> None:
    """Somebody waits whom no counter that stays can serve."""
    since = wf[wi[SINCE] + j]
    if since >= mf[WARMUP]:
        wf[wi[COUNTS] + c * COUNTED + UNSERVED] += 1.0
    if wi[SLICES] and since >= mf[NOW]:
        at = _in_slice(mi, wi, wf, c, since)
        wf[at + SLICE_UNSERVED] += 1.0
        wf[at + SLICE_LEFT_OVER] += max(0.0, mf[HORIZON] - since)
    if wi[FULL]:
        _waiting(mi, wi, wf, c, max(since, mf[NOW]), mf[HORIZON])
    _seen(mi, wi, wf, j, mf[HORIZON] - mf[NOW])


@inlined
def _seen(mi: Ints, wi: Ints, wf: Floats, j: int, further: float) -> None:
    """What became of somebody who was there at the start."""
    if mi[HERE] > 0 and wi[wi[ORDER] + j] < mi[HERE]:
        wf[wi[TICKETS] + wi[wi[ORDER] + j]] = further


@inlined
def pooled(
    mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, j: int, pool: int, wait: float, took: float
) -> None:
    """Somebody went to a pool."""
    if wf[wi[SINCE] + j] >= mf[WARMUP]:
        wf[wi[COUNTS] + c * COUNTED + DIVERTED] += 1.0
        at = wi[POOL_COUNTS] + pool * POOL_COUNTED
        wf[at + POOL_SERVED] += 1.0
        wf[at + POOL_WAITED] += wait
    wf[wi[POOL_COUNTS] + pool * POOL_COUNTED + POOL_BUSY] += took
    if wi[SLICES]:
        wf[_in_slice(mi, wi, wf, c, wf[wi[SINCE] + j]) + SLICE_DIVERTED] += 1.0


# ---------------------------------------------------------------- values in bins

FINEST: Final = 256  #: bins an octave: a value is known within 0.2 %
_LOWEST: Final = 2.0**-10  # minutes; what is less counts with nothing
_HIGHEST: Final = 2.0**20 * 0.999999
OCTAVES: Final = 30
BINS: Final = OCTAVES * FINEST + 1
MICRO: Final = 1e6  #: sums are whole millionths of a minute: they add up in any order


@inlined
def bin_of(value: float, fine: int) -> int:
    """The bin of a value from 0, with so many bins an octave."""
    if value < _LOWEST:
        return 0
    mantissa, exponent = math.frexp(min(value, _HIGHEST))
    return 1 + (exponent + 9) * fine + int((mantissa * 2.0 - 1.0) * fine)


@inlined
def quantiles(wi: Ints, wf: Floats, first: int, n: int, ranks: int, count: int, out: int) -> None:
    """The values at the `count` rising ranks (from 0) in `wi[ranks:]`, of the `n` values from
    `first` on in `wf`, which change places; to `wf[out:]`. Hoare's selection.
    """
    low = first
    for r in range(count):
        high = first + n - 1
        target = first + wi[ranks + r]
        while low < high:
            pivot = wf[(low + high) // 2]
            i, j = low, high
            while i <= j:
                while wf[i] < pivot:
                    i += 1
                while wf[j] > pivot:
                    j -= 1
                if i <= j:
                    wf[i], wf[j] = wf[j], wf[i]
                    i += 1
                    j -= 1
            if target <= j:
                high = j
            elif target >= i:
                low = i
            else:
                break
        wf[out + r] = wf[target]
        low = target
