"""A block of replications and the sums that it adds, compiled."""

import math
from typing import Final, NamedTuple

import numpy as np

from tingtang.engines.simulate.branch import Heads, begin, day
from tingtang.engines.simulate.chance import Word, stream, uniform
from tingtang.engines.simulate.compiled import entry, inlined, pointer
from tingtang.engines.simulate.drawing import draw
from tingtang.engines.simulate.layout import (
    BASE,
    BIN_SUMS,
    BUSY,
    BUSY_A,
    BUSY_B,
    BUSY_CLASS,
    BUSY_ELAPSED,
    BUSY_FACTOR,
    BUSY_FAMILY,
    BUSY_MIN,
    CLASSES,
    COUNT,
    COUNTERS,
    COUNTS,
    EVERYTHING,
    FOUND,
    FULL,
    HERE,
    HERE_CLASS,
    HERE_OF_CLASS,
    HERE_SINCE,
    INTERVALS,
    LIMITS,
    NOW,
    OVER_MIN,
    POOL_COUNTS,
    POOLS,
    RANKS,
    REST,
    SCHEDULED,
    SECTION_BINS,
    SINCE,
    SLICED,
    SLICES,
    SPANS,
    TICKETS,
    VALUES,
    WAITS,
    WARMUP,
    Floats,
    Ints,
    Words,
)
from tingtang.engines.simulate.model import FOR_SERVICE, PURPOSES, Model
from tingtang.engines.simulate.remaining import remaining
from tingtang.engines.simulate.tally import (
    ABANDONED,
    ARRIVED,
    BINS,
    COUNTED,
    FINEST,
    INTERVAL,
    MICRO,
    POOL_BUSY,
    POOL_COUNTED,
    POOL_SERVED,
    POOL_WAITED,
    SERVED,
    SLICE_COUNTED,
    WAITED,
    bin_of,
    clear,
    quantiles,
)

SIZE: Final = 64  #: replications a block
SECTIONS: Final = 20  #: parts of the replications by which a pooled quantile's spread is known
QUANTILES: Final = (0.5, 0.9, 0.95)

#: Sums of a pair of figures x, y: x, y, xx, yy, xy.
PAIR: Final = 5


class Memory(NamedTuple):
    """A thread's memory."""

    wi: Ints
    wf: Floats


class Sums(NamedTuple):
    """What replications add up to."""

    counts: Floats  # classes x COUNTED
    squares: Floats
    waits: Floats  # classes x PAIR: waited, served
    shares: Floats  # classes x PAIR: abandoned, came
    quantile: Floats  # classes x QUANTILES x 2: value, square
    quantile_n: Ints  # classes: replications in which somebody was served
    busy: Floats  # counters x PAIR: busy, open
    pools: Floats  # pools x PAIR: waited, served
    pools_busy: Floats  # pools x 2: busy, square
    spans: Floats  # intervals x classes x 2: waiting, square
    sliced: Floats  # slices x classes x SLICE_COUNTED and limits


#: Of a class in a replication: the counts, then the quantiles of its waits (NaN where none).
ROW: Final = COUNTED + len(QUANTILES)


class Kept(NamedTuple):
    """What single replications came to: each of the block its `rows`, the first ones the rest."""

    rows: Floats  # replications x classes x ROW
    spans: Floats  # replications x intervals x classes
    tickets: Floats  # replications x tickets
    bins: Ints  # slices x classes x BINS, where they are wished


@entry
def run_block(
    scenario: Model,
    desk: Memory,
    heads: Heads,
    sums: Sums,
    kept: Kept,
    seed: Word,
    first: int,
    done: int,
    n: int,
) -> int:
    """Run the replications of the block that begins with `first`, of which `done` are done already;
    how many of the `n` are then. Fewer than all: the next one has more customers than room.
    """
    mi, mf, keys = pointer(scenario.mi), pointer(scenario.mf), pointer(scenario.keys)
    wi, wf = pointer(desk.wi), pointer(desk.wf)
    said = _pointers(heads)
    spans = wi[INTERVALS] * mi[CLASSES]
    for i in range(done, n):
        replication = np.uint64(first + i)
        if not draw(mi, mf, keys, wi, wf, seed, replication):
            return i
        clear(mi, wi, wf)
        _rest(mi, mf, keys, wi, wf, seed, replication)
        begin(mi, mf, wi, wf)
        day(mi, mf, wi, wf, said)
        _arrived(mi, mf, wi, wf)
        _add(mi, mf, wi, wf, sums)
        for at in range(wi[SLICES] * mi[CLASSES] * (SLICE_COUNTED + wi[LIMITS])):
            sums.sliced[at] += wf[wi[SLICED] + at]
        for c in range(mi[CLASSES]):
            for k in range(COUNTED):
                kept.rows[(i * mi[CLASSES] + c) * ROW + k] = wf[wi[COUNTS] + c * COUNTED + k]
        if wi[FULL] == EVERYTHING:
            _add_quantiles(mi, wi, wf, sums, kept.rows, i * mi[CLASSES] * ROW)
            _count(mi, wi, wf, (first + i) % SECTIONS)
            for at in range(spans):
                waiting = wf[wi[SPANS] + at] / INTERVAL
                sums.spans[2 * at] += waiting
                sums.spans[2 * at + 1] += waiting * waiting
                if i * spans + at < len(kept.spans):
                    kept.spans[i * spans + at] = waiting
        for at in range(mi[HERE]):
            if i * mi[HERE] + at < len(kept.tickets):
                kept.tickets[i * mi[HERE] + at] = wf[wi[TICKETS] + at]
    return n


@inlined
def _pointers(heads: Heads) -> Heads:
    return Heads(
        pointer(heads.order),
        pointer(heads.since),
        pointer(heads.priority),
        pointer(heads.rate),
        pointer(heads.head_start),
        pointer(heads.overtaken),
        pointer(heads.max_overtakes),
        pointer(heads.max_wait),
    )


@inlined
def _rest(
    mi: Ints, mf: Floats, keys: Words, wi: Ints, wf: Floats, seed: Word, replication: Word
) -> None:
    """How long each service under way still takes: of a stream beside that of services to come,
    which stay whose they are however many are under way.
    """
    if mi[BUSY] == 0:
        return
    for c in range(mi[CLASSES]):
        key = ~keys[c * len(PURPOSES) + FOR_SERVICE]
        s0, s1, s2, s3 = stream(seed, replication, key)
        for i in range(mi[BUSY]):
            if mi[mi[BUSY_CLASS] + i] == c:
                u, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
                factor = mf[mi[BUSY_FACTOR] + i]
                wf[wi[REST] + i] = factor * remaining(
                    mi[mi[BUSY_FAMILY] + i],
                    mf[mi[BUSY_A] + i],
                    mf[mi[BUSY_B] + i],
                    mf,
                    mi[VALUES],
                    mf[mi[BUSY_ELAPSED] + i] / factor,
                    u,
                )


@inlined
def _arrived(mi: Ints, mf: Floats, wi: Ints, wf: Floats) -> None:
    """Count those who came after the start, and after the warm-up."""
    for c in range(mi[CLASSES]):
        here = mi[mi[HERE_OF_CLASS] + c]
        came = wi[wi[COUNT] + c] - here
        first = wi[SINCE] + wi[wi[BASE] + c] + here
        if mf[NOW] < mf[WARMUP]:
            early = 0
            while early < came and wf[first + early] < mf[WARMUP]:
                early += 1
            came -= early
        wf[wi[COUNTS] + c * COUNTED + ARRIVED] = came


@inlined
def _pair(sums: Floats, at: int, x: float, y: float) -> None:
    sums[at] += x
    sums[at + 1] += y
    sums[at + 2] += x * x
    sums[at + 3] += y * y
    sums[at + 4] += x * y


@inlined
def _add(mi: Ints, mf: Floats, wi: Ints, wf: Floats, sums: Sums) -> None:
    for c in range(mi[CLASSES]):
        at = wi[COUNTS] + c * COUNTED
        for i in range(COUNTED):
            x = wf[at + i]
            sums.counts[c * COUNTED + i] += x
            sums.squares[c * COUNTED + i] += x * x
        _pair(sums.waits, c * PAIR, wf[at + WAITED], wf[at + SERVED])
        came = wf[at + ARRIVED]
        if mi[HERE] > 0:
            for i in range(mi[HERE]):
                if mi[mi[HERE_CLASS] + i] == c and mf[mi[HERE_SINCE] + i] >= mf[WARMUP]:
                    came += 1.0
        _pair(sums.shares, c * PAIR, wf[at + ABANDONED], came)
    for k in range(mi[COUNTERS]):
        opened = mf[mi[SCHEDULED] + k] + wf[wi[OVER_MIN] + k]
        _pair(sums.busy, k * PAIR, wf[wi[BUSY_MIN] + k], opened)
    for p in range(mi[POOLS]):
        at = wi[POOL_COUNTS] + p * POOL_COUNTED
        _pair(sums.pools, p * PAIR, wf[at + POOL_WAITED], wf[at + POOL_SERVED])
        busy = wf[at + POOL_BUSY]
        sums.pools_busy[2 * p] += busy
        sums.pools_busy[2 * p + 1] += busy * busy


@inlined
def _add_quantiles(mi: Ints, wi: Ints, wf: Floats, sums: Sums, rows: Floats, row: int) -> None:
    """Of each class the quantiles of this replication: the inverse empirical distribution."""
    for c in range(mi[CLASSES]):
        n = int(wf[wi[COUNTS] + c * COUNTED + SERVED])
        if n == 0:
            for r in range(len(QUANTILES)):
                rows[row + c * ROW + COUNTED + r] = math.nan
            continue
        for r in range(len(QUANTILES)):
            wi[wi[RANKS] + r] = max(1, math.ceil(QUANTILES[r] * n - 1e-9)) - 1
        first = wi[WAITS] + wi[wi[BASE] + c]
        quantiles(wi, wf, first, n, wi[RANKS], len(QUANTILES), wi[FOUND])
        for r in range(len(QUANTILES)):
            at = 2 * (c * len(QUANTILES) + r)
            found = wf[wi[FOUND] + r]
            rows[row + c * ROW + COUNTED + r] = found
            sums.quantile[at] += found
            sums.quantile[at + 1] += found * found
        sums.quantile_n[c] += 1


@inlined
def _count(mi: Ints, wi: Ints, wf: Floats, section: int) -> None:
    """Put every wait into its bin."""
    for c in range(mi[CLASSES]):
        first = wi[WAITS] + wi[wi[BASE] + c]
        bins = wi[SECTION_BINS] + (section * mi[CLASSES] + c) * BINS
        totals = wi[BIN_SUMS] + c * BINS
        for at in range(first, first + int(wf[wi[COUNTS] + c * COUNTED + SERVED])):
            place = bin_of(wf[at], FINEST)
            wi[bins + place] += 1
            wi[totals + place] += int(wf[at] * MICRO + 0.5)
