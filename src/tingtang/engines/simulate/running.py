"""Replications in blocks over threads, merged in the order of the blocks."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from tingtang.engines.simulate.block import (
    PAIR,
    QUANTILES,
    ROW,
    SECTIONS,
    SIZE,
    Kept,
    Memory,
    Sums,
    run_block,
)
from tingtang.engines.simulate.branch import heads
from tingtang.engines.simulate.layout import (
    ACCEPTS,
    BASE,
    BIN_SUMS,
    BUSY,
    BUSY_MIN,
    CLASSES,
    CLOSES,
    COUNT,
    COUNTERS,
    COUNTS,
    DUE,
    ENDS,
    EVERYTHING,
    FINE,
    FIRST_END,
    FIRST_WHO,
    FOUND,
    FREE_AT,
    FULL,
    GROUP,
    GROUPS,
    H_LINE,
    HEAD,
    HERE,
    HERE_OF_CLASS,
    IDLE,
    INTERVALS,
    LIMIT,
    LIMITS,
    LINE_CLASS,
    LINES,
    MOST_OVERTAKEN,
    OFFERS,
    OPEN,
    ORDER,
    OVER_MIN,
    OVERTAKEN,
    PENDING,
    POOL_COUNTS,
    POOLS,
    QUEUE,
    QUEUE_BASE,
    RANKS,
    REST,
    SECTION_BINS,
    SERVER_AT,
    SERVES_AT,
    SERVICE,
    SINCE,
    SLICE_BINS,
    SLICED,
    SLICES,
    SLOT_BASE,
    SLOT_CLASS,
    SLOT_SERVICE,
    SLOTS,
    SPAN_AT,
    SPAN_FROM,
    SPAN_RATE,
    SPAN_TO,
    SPANS,
    TAIL,
    TICKETS,
    TIME_AT,
    UNTIL,
    WAITS,
    WAITS_ALONE,
    WORK_HEAD,
    Floats,
    Ints,
    laid,
)
from tingtang.engines.simulate.model import Model, model
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.tally import (
    BINS,
    COUNTED,
    INTERVAL,
    OCTAVES,
    POOL_COUNTED,
    SLICE_COUNTED,
)

KEPT: Final = 4096  #: replications whose intervals and tickets are kept, for their quantiles
_AFTER: Final = 32  # intervals after the horizon; what is later counts with the last
_MOST_INTERVALS: Final = 4096


@dataclass(frozen=True, slots=True)
class Slices:
    """The day in `n` parts of `minutes` each, by which customers are counted where they arrive, and
    of those served how many within each of `limits`. `fine`: all their waits, too, in so many bins
    an octave; `apart`: those of each block by themselves. Who was there at the start is in none.
    """

    n: int = 0
    minutes: float = INTERVAL
    limits: tuple[float, ...] = ()
    fine: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What to run. `full`: quantiles and intervals, too. `threads` 0: as many as processors. Who
    comes before minute `warmup` is not counted.
    """

    replications: int = 1000
    seed: int = 1
    threads: int = 0
    full: bool = True
    warmup: float = 0.0
    slices: Slices = Slices()


class Ran(NamedTuple):
    """What came of it."""

    sums: Sums
    kept: Kept
    sections: Ints  # SECTIONS x classes x BINS
    bin_sums: Ints
    overtaken: Ints
    intervals: int
    seconds: float
    cpu_seconds: float


def run(of: Scenario, wish: Wish, told: Callable[[float], None]) -> Ran:
    """Run it; `told` hears the part that is done, between 0 and 1."""
    blocks = blocks_of(wish.replications)
    desks = desks_of(of, wish)
    desks[0].block(0, 0)  # load what is compiled: starting is not simulating
    begun, cpu = time.perf_counter(), time.process_time()
    merged = desks[0].nothing()
    spans: list[Floats] = []
    tickets: list[Floats] = []
    for done, (sums, kept) in enumerate(results_of(desks, blocks), start=1):
        merged = Sums(*map(np.add, merged, sums))
        spans.append(kept.spans)
        tickets.append(kept.tickets)
        told(done / len(blocks))
    bins = np.sum([desk.total(SLICE_BINS) for desk in desks], axis=0)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return Ran(
        sums=merged,
        kept=Kept(np.zeros(0), np.concatenate(spans), np.concatenate(tickets), bins),
        sections=np.sum([desk.total(SECTION_BINS) for desk in desks], axis=0),
        bin_sums=np.sum([desk.total(BIN_SUMS) for desk in desks], axis=0),
        overtaken=np.max([desk.total(MOST_OVERTAKEN) for desk in desks], axis=0),
        intervals=desks[0].intervals,
        seconds=seconds,
        cpu_seconds=cpu,
    )


def blocks_of(replications: int) -> list[tuple[int, int]]:
    """The first replication and the length of each block."""
    return [(first, min(SIZE, replications - first)) for first in range(0, replications, SIZE)]


def desks_of(of: Scenario, wish: Wish) -> "list[Desk]":
    """One a thread."""
    m = model(of, wish.warmup)
    intervals = int(np.ceil(of.horizon / INTERVAL)) + _AFTER if wish.full else 0
    most = min(wish.threads or os.cpu_count() or 1, -(-wish.replications // SIZE))
    return [Desk(m, wish, min(intervals, _MOST_INTERVALS)) for _ in range(most)]


def results_of(desks: "list[Desk]", blocks: list[tuple[int, int]]) -> Iterator[tuple[Sums, Kept]]:
    """Of each block in order: a thread takes a desk that is free. The blocks ahead of the merge are
    few, and so is the memory that they hold.
    """
    if len(desks) == 1:
        for first, n in blocks:
            yield desks[0].block(first, n)
        return
    with ThreadPoolExecutor(len(desks)) as pool:
        ahead = 2 * len(desks)
        free: list[Desk] = list(desks)

        def at_desk(first: int, n: int) -> tuple[Sums, Kept]:
            desk = free.pop()  # a list's pop and append are atomic
            try:
                return desk.block(first, n)
            finally:
                free.append(desk)

        running = deque(pool.submit(at_desk, *block) for block in blocks[:ahead])
        for block in blocks[ahead:]:
            running.append(pool.submit(at_desk, *block))
            yield running.popleft().result()
        while running:
            yield running.popleft().result()


class Desk:
    """A thread's memory."""

    def __init__(
        self,
        m: Model,
        wish: Wish,
        intervals: int,
        room: list[int] | None = None,
        *,
        waits_alone: bool = False,
    ) -> None:
        self._m, self._wish, self.intervals = m, wish, intervals
        self._room = room or [int(1.5 * each) + 64 for each in _expected(m)]
        self._full = WAITS_ALONE if waits_alone else int(wish.full)
        self.wi, self.wf = work(m.mi, self._room, intervals, wish, full=self._full)
        self.heads = heads(_widest(m.mi))

    def block(self, first: int, n: int) -> tuple[Sums, Kept]:
        """Run a block; with more room from the replication on that had too little."""
        sums, kept = self.nothing(), self._kept(first, n)
        apart = self._wish.slices.apart
        if apart:
            self.total(SLICE_BINS)[:] = 0
        seed = np.uint64(self._wish.seed & (2**64 - 1))
        done = 0
        while True:
            memory = Memory(self.wi, self.wf)
            done = run_block(self._m, memory, self.heads, sums, kept, seed, first, done, n)
            if done == n:
                return sums, kept._replace(bins=self.total(SLICE_BINS).copy()) if apart else kept
            self._grow()

    def _grow(self) -> None:
        sizes = total_sizes(self._m.mi, self._wish, full=self._full)
        before = {name: self.total(name) for name in sizes}
        self._room = [2 * each for each in self._room]
        self.wi, self.wf = work(self._m.mi, self._room, self.intervals, self._wish, full=self._full)
        for name, values in before.items():
            self.total(name)[:] = values

    def total(self, name: int) -> Ints:
        """What this thread has counted over all its blocks; of slices apart, over the last one."""
        size = total_sizes(self._m.mi, self._wish, full=self._full)[name]
        return self.wi[self.wi[name] : self.wi[name] + size]

    def nothing(self) -> Sums:
        """The sums of no replication."""
        classes, pools = int(self._m.mi[CLASSES]), int(self._m.mi[POOLS])
        return Sums(
            counts=np.zeros(classes * COUNTED),
            squares=np.zeros(classes * COUNTED),
            waits=np.zeros(classes * PAIR),
            shares=np.zeros(classes * PAIR),
            quantile=np.zeros(classes * len(QUANTILES) * 2),
            quantile_n=np.zeros(classes, np.int64),
            busy=np.zeros(int(self._m.mi[COUNTERS]) * PAIR),
            pools=np.zeros(pools * PAIR),
            pools_busy=np.zeros(pools * 2),
            spans=np.zeros(self.intervals * classes * 2),
            sliced=np.zeros(_sliced(self._m.mi, self._wish.slices)),
        )

    def _kept(self, first: int, n: int) -> Kept:
        keep = max(0, min(n, KEPT - first))
        mi = self._m.mi
        return Kept(
            np.zeros(n * int(mi[CLASSES]) * ROW),
            np.zeros(keep * self.intervals * int(mi[CLASSES])),
            np.zeros(keep * int(mi[HERE])),
            np.zeros(0, np.int64),
        )


def bins_in(fine: int) -> int:
    """How many bins there are, with so many an octave."""
    return OCTAVES * fine + 1


def _sliced(mi: Ints, slices: Slices) -> int:
    return slices.n * int(mi[CLASSES]) * (SLICE_COUNTED + len(slices.limits))


def total_sizes(mi: Ints, wish: Wish, *, full: int) -> dict[int, int]:
    """How long the runs are that count over all blocks."""
    classes, slices = int(mi[CLASSES]), wish.slices
    return {
        MOST_OVERTAKEN: classes,
        SECTION_BINS: SECTIONS * classes * BINS if full == EVERYTHING else 0,
        BIN_SUMS: classes * BINS if full == EVERYTHING else 0,
        SLICE_BINS: wish.slices.n * classes * bins_in(slices.fine) if slices.fine else 0,
    }


def work(
    mi: Ints, room: list[int], intervals: int, wish: Wish, *, full: int
) -> tuple[Ints, Floats]:
    """A thread's arrays, with `room` for the customers of each class."""
    classes, counters = int(mi[CLASSES]), int(mi[COUNTERS])
    size = sum(room)
    slices = wish.slices
    slots = [room[c] for c in mi[mi[SLOT_CLASS] :][: mi[SLOTS]]]
    lines = [room[c] for c in mi[mi[LINE_CLASS] :][: mi[LINES]]]
    group = max(4, round(counters**0.5))
    groups = max(1, -(-counters // group))
    if counters <= 16:
        group, groups = max(1, counters), 1
    lengths = {
        COUNT: classes, ORDER: size, OVERTAKEN: size, DUE: classes, QUEUE: sum(lines),
        HEAD: len(lines), TAIL: len(lines), FIRST_WHO: groups, IDLE: counters, OPEN: counters,
        PENDING: counters, H_LINE: _widest(mi), RANKS: len(QUANTILES),
        **total_sizes(mi, wish, full=full),
        SINCE: size, UNTIL: size, SERVICE: size, ACCEPTS: size if mi[OFFERS] else 0,
        SLOT_SERVICE: sum(slots), ENDS: group * groups, FIRST_END: groups, CLOSES: counters,
        FREE_AT: int(mi[mi[SERVER_AT] + mi[POOLS]]), COUNTS: classes * COUNTED,
        POOL_COUNTS: int(mi[POOLS]) * POOL_COUNTED, BUSY_MIN: counters, OVER_MIN: counters,
        WAITS: size if full else 0, SPANS: intervals * classes, TICKETS: int(mi[HERE]),
        REST: int(mi[BUSY]), FOUND: len(QUANTILES), SLICED: _sliced(mi, slices),
    }  # fmt: skip
    return laid(
        WORK_HEAD,
        SINCE,
        {
            FULL: full,
            GROUP: group,
            GROUPS: groups,
            INTERVALS: intervals,
            SLICES: slices.n,
            LIMITS: len(slices.limits),
            FINE: slices.fine,
        },
        [slices.minutes],
        {
            BASE: [0, *accumulate(room)],
            SLOT_BASE: [0, *accumulate(slots)],
            QUEUE_BASE: [0, *accumulate(lines)],
            LIMIT: slices.limits,
            **{name: np.zeros(length) for name, length in lengths.items()},
        },
    )


def _widest(mi: Ints) -> int:
    """The most lines that a counter serves."""
    return int(np.max(np.diff(mi[mi[SERVES_AT] :][: mi[COUNTERS] + 1]), initial=1))


def _expected(m: Model) -> list[float]:
    """How many customers a class has in the mean."""
    mi, mf = m.mi, m.mf
    found = []
    for c in range(mi[CLASSES]):
        spans = range(mi[mi[SPAN_AT] + c], mi[mi[SPAN_AT] + c + 1])
        agreed = mi[mi[TIME_AT] + c + 1] - mi[mi[TIME_AT] + c]
        found.append(
            float(agreed + mi[mi[HERE_OF_CLASS] + c])
            + sum(
                mf[mi[SPAN_RATE] + i] * (mf[mi[SPAN_TO] + i] - mf[mi[SPAN_FROM] + i]) for i in spans
            )
        )
    return found
