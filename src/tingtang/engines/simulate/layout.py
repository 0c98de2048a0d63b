"""Where everything lies in the flat arrays that the compiled code sees.

A scenario is `mi` (integers) and `mf` (floats), a thread's memory `wi` and `wf`. The first items of
`mi` and `wi` are numbers by themselves and, for each run of values, where it begins: `mi[TIMES]` is
the place in `mf` of the first agreed time. Few arrays make few arguments, which is what makes calls
within the compiled code cheap and its compilation short.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import numpy as np

Floats: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
Ints: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
Words: TypeAlias = np.ndarray[tuple[int], np.dtype[np.uint64]]

# ---------------------------------------------------------------- a scenario

#: Numbers by themselves, in `mi`.
(
    CLASSES, COUNTERS, LINES, POOLS, SLOTS, CHANGES, HERE, BUSY, DISCIPLINE, CAPPED, OFFERS,
) = range(11)  # fmt: skip

#: Runs of integers. What `x_at[i]` to `x_at[i + 1]` names is thing i's.
(
    SPAN_AT, TIME_AT, SERVICE_FAMILY, PATIENCE_FAMILY, PREFERS_AT, PREFERS,
    LINE_CLASS, LINE_OWNER, PRIORITY, MAX_OVERTAKES, SERVES_AT, SERVES, STAYS, CHANGE_WHAT,
    CHANGE_WHO, OFFER_AT, OFFER_WAITING, OFFER_LINE, OFFER_POOL, OFFER_SLOT, SERVER_AT, SLOT_CLASS,
    SLOT_FAMILY, HERE_CLASS, HERE_OVERTAKEN, BUSY_COUNTER, BUSY_SERVER, BUSY_CLASS,
    BUSY_FAMILY, HERE_OF_CLASS,
) = range(11, 41)  # fmt: skip

#: Numbers by themselves, in `mf`.
HORIZON, NOW, ABSENT, DAY_SHAPE, WARMUP = range(5)

#: Runs of floats.
(
    VALUES, SPAN_FROM, SPAN_TO, SPAN_RATE, TIMES, SHOWS, SERVICE_A, SERVICE_B, PATIENCE_A,
    PATIENCE_B, PER_MIN, HEAD_START, MAX_WAIT, FACTOR, CHANGE_AT, OFFER_ACCEPTS, SLOT_A, SLOT_B,
    HERE_SINCE, BUSY_ELAPSED, BUSY_A, BUSY_B, BUSY_FACTOR, SCHEDULED,
) = range(41, 65)  # fmt: skip

SCENARIO_HEAD: Final = 65

# ---------------------------------------------------------------- a thread's memory

#: Numbers by themselves, in `wi`.
FULL, GROUP, GROUPS, INTERVALS, SLICES, LIMITS, FINE = range(7)

#: What FULL says: sums alone; quantiles and intervals, too; the waits of one replication at a time.
MEANS, EVERYTHING, WAITS_ALONE = range(3)

#: Runs of integers. `BASE`: the first place of each class's customers; `DUE`: who comes next.
(
    BASE, COUNT, ORDER, OVERTAKEN, SLOT_BASE, DUE, QUEUE, QUEUE_BASE, HEAD, TAIL, FIRST_WHO, IDLE,
    OPEN, PENDING, H_LINE, MOST_OVERTAKEN, RANKS, SECTION_BINS, BIN_SUMS, SLICE_BINS,
) = range(7, 27)  # fmt: skip

#: A number by itself, in `wf`.
SLICE_MIN: Final = 0

#: Runs of floats. `ENDS`: of services, infinite where none is under way; `WAITS`: of those served,
#: from the same places on as the customers of their class.
(
    SINCE, UNTIL, SERVICE, ACCEPTS, SLOT_SERVICE, ENDS, FIRST_END, CLOSES, FREE_AT, COUNTS,
    POOL_COUNTS, BUSY_MIN, OVER_MIN, WAITS, SPANS, TICKETS, REST, FOUND, SLICED, LIMIT,
) = range(27, 47)  # fmt: skip

WORK_HEAD: Final = 47


def laid(
    head: int,
    first_float: int,
    alone: Mapping[int, int],
    floats_alone: Iterable[float],
    runs: Mapping[int, Iterable[float]],
) -> tuple[Ints, Floats]:
    """Arrays of integers and floats with every run in its place. Names from `first_float` on are
    runs of floats.
    """
    begins = np.zeros(head, np.int64)
    for name, number in alone.items():
        begins[name] = number
    ints: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = [begins]
    floats = [np.array(list(floats_alone), np.float64)]
    for name, run in runs.items():
        target = floats if name >= first_float else ints
        begins[name] = sum(map(len, target))
        values = run if isinstance(run, np.ndarray) else list(run)
        target.append(np.asarray(values, np.float64 if name >= first_float else np.int64))
    return np.concatenate(ints), np.concatenate(floats)
