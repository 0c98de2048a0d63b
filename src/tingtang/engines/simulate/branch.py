"""One replication of a branch day, compiled: its customers meet its counters.

Whoever loses patience is noticed when a counter would call them: until then their number stands in
its line, and is skipped, or costs the counter the minutes of an absent call. Whose turn it is says
`engines.line`, the hall's own.

Counters stand in groups, each with its earliest end, so that of many counters an event looks at the
square root of their number.
"""

import math
from typing import NamedTuple

import numpy as np

from tingtang.engines import line
from tingtang.engines.simulate.compiled import inlined
from tingtang.engines.simulate.layout import (
    ABSENT,
    ACCEPTS,
    BASE,
    BUSY,
    BUSY_COUNTER,
    BUSY_MIN,
    BUSY_SERVER,
    CAPPED,
    CHANGE_AT,
    CHANGE_WHAT,
    CHANGE_WHO,
    CHANGES,
    CLASSES,
    CLOSES,
    COUNT,
    COUNTERS,
    DISCIPLINE,
    DUE,
    ENDS,
    FACTOR,
    FIRST_END,
    FIRST_WHO,
    FREE_AT,
    FULL,
    GROUP,
    GROUPS,
    H_LINE,
    HEAD,
    HEAD_START,
    HERE,
    HERE_OF_CLASS,
    HORIZON,
    IDLE,
    LINE_CLASS,
    LINE_OWNER,
    LINES,
    MAX_OVERTAKES,
    MAX_WAIT,
    MOST_OVERTAKEN,
    NOW,
    OFFER_ACCEPTS,
    OFFER_AT,
    OFFER_LINE,
    OFFER_POOL,
    OFFER_SLOT,
    OFFER_WAITING,
    OFFERS,
    OPEN,
    ORDER,
    OVER_MIN,
    OVERTAKEN,
    PENDING,
    PER_MIN,
    POOLS,
    PREFERS,
    PREFERS_AT,
    PRIORITY,
    QUEUE,
    QUEUE_BASE,
    REST,
    SERVER_AT,
    SERVES,
    SERVES_AT,
    SERVICE,
    SINCE,
    SLOT_BASE,
    SLOT_SERVICE,
    STAYS,
    TAIL,
    UNTIL,
    Floats,
    Ints,
)
from tingtang.engines.simulate.model import OPENS
from tingtang.engines.simulate.tally import gone, left_over, pooled, started

_choose = inlined(line.choose)


class Heads(NamedTuple):
    """What a call tells `choose`, with room for the lines of any counter. Arrays of their own, as
    `choose` counts from 0 and a slice costs more than the choice.
    """

    order: Ints
    since: Floats
    priority: Ints
    rate: Floats
    head_start: Floats
    overtaken: Ints
    max_overtakes: Ints
    max_wait: Floats


def heads(n: int) -> Heads:
    """Room for `n` lines."""
    return Heads(
        order=np.zeros(n, np.int64),
        since=np.zeros(n),
        priority=np.zeros(n, np.int64),
        rate=np.zeros(n),
        head_start=np.zeros(n),
        overtaken=np.zeros(n, np.int64),
        max_overtakes=np.zeros(n, np.int64),
        max_wait=np.zeros(n),
    )


@inlined
def begin(mi: Ints, mf: Floats, wi: Ints, wf: Floats) -> None:
    """The branch as it is at the start; the rest of each service under way is drawn."""
    for k in range(wi[GROUP] * wi[GROUPS]):
        wf[wi[ENDS] + k] = math.inf
    for k in range(mi[COUNTERS]):
        wi[wi[IDLE] + k] = 0
        wi[wi[OPEN] + k] = 0
        wi[wi[PENDING] + k] = 0
    for queued in range(mi[LINES]):
        wi[wi[HEAD] + queued] = 0
        wi[wi[TAIL] + queued] = 0
    for c in range(mi[CLASSES]):
        here = mi[mi[HERE_OF_CLASS] + c]
        base = wi[wi[BASE] + c]
        for i in range(here):
            wi[wi[QUEUE] + wi[wi[QUEUE_BASE] + c] + i] = base + i
        wi[wi[TAIL] + c] = here
        wi[wi[DUE] + c] = base + here
        wf[wi[SINCE] + base + wi[wi[COUNT] + c]] = math.inf  # nobody comes after the last
    for i in range(mi[mi[SERVER_AT] + mi[POOLS]]):
        wf[wi[FREE_AT] + i] = mf[NOW]
    for i in range(mi[BUSY]):
        k = mi[mi[BUSY_COUNTER] + i]
        rest = wf[wi[REST] + i]
        if k >= 0:
            wf[wi[ENDS] + k] = mf[NOW] + rest
            wf[wi[BUSY_MIN] + k] += rest
        else:
            wf[wi[FREE_AT] + mi[mi[BUSY_SERVER] + i]] = mf[NOW] + rest
    for g in range(wi[GROUPS]):
        _look(wi, wf, g)


@inlined
def _look(wi: Ints, wf: Floats, g: int) -> None:
    """Find a group's earliest end anew."""
    group = wi[GROUP]
    first = wi[ENDS] + g * group
    best = wf[first]
    who = 0
    for i in range(1, group):
        end = wf[first + i]
        if end < best:
            best = end
            who = i
    wf[wi[FIRST_END] + g] = best
    wi[wi[FIRST_WHO] + g] = g * group + who


@inlined
def day(mi: Ints, mf: Floats, wi: Ints, wf: Floats, heads: Heads) -> None:
    """Run the replication whose customers are drawn and whose branch has begun.

    At one instant services end, counters open, counters close, customers arrive, and then counters
    call, by their order: so whoever ends a service while something else happens is `PENDING`.
    """
    first_end = wi[FIRST_END]
    track = mi[CAPPED] or (wi[FULL] and mi[DISCIPLINE] != line.FIFO)  # caps overtake, too
    change = 0
    t_change = _change_at(mi, mf, change)
    t_in, c_in = _first_arrival(mi, wi, wf)
    counted = mi[HERE]
    calls_due = False
    t = mf[NOW]
    while True:
        g = _first_group(wi, wf)
        t_end = wf[first_end + g]
        calling = -1  # a counter
        taker = -1  # a counter that the customer at `j`, of class `c`, goes to
        c = c_in
        if calls_due and t < t_end and t < t_in and t < t_change:
            calling = _pending(mi, wi)
            calls_due = calling >= 0
            if not calls_due:
                continue
        elif t_end <= t_in and t_end <= t_change:
            if t_end == math.inf:
                break
            t = t_end
            calling = wi[wi[FIRST_WHO] + g]
            if calls_due or t >= min(t_in, t_change):
                wf[wi[ENDS] + calling] = math.inf
                wi[wi[PENDING] + calling] = 1
                _look(wi, wf, g)
                calls_due = True
                continue
        elif t_change <= t_in:
            t = t_change
            calls_due = _change(mi, mf, wi, wf, change) or calls_due
            change += 1
            t_change = _change_at(mi, mf, change)
            continue
        else:
            t = t_in
            if calls_due:
                _settle(mi, mf, wi, wf, t)
        if calling >= 0:
            c, j = _called(mi, mf, wi, wf, heads, calling, t, track)
            if j < 0:
                continue
            taker = calling
        else:
            j = wi[wi[DUE] + c]
            wi[wi[DUE] + c] = j + 1
            wi[wi[ORDER] + j] = counted
            counted += 1
            t_in, c_in = _first_arrival(mi, wi, wf)
            taker = _joined(mi, mf, wi, wf, c, j, t)
            if taker < 0:
                continue
        ends = _start(mi, mf, wi, wf, taker, c, j, t)
        g = taker // wi[GROUP]
        if calling >= 0:
            _look(wi, wf, g)
        elif ends <= wf[first_end + g]:
            if ends < wf[first_end + g] or taker < wi[wi[FIRST_WHO] + g]:  # calls by their order
                wi[wi[FIRST_WHO] + g] = taker
            wf[first_end + g] = ends
    _close(mi, mf, wi, wf)


@inlined
def _change_at(mi: Ints, mf: Floats, change: int) -> float:
    return mf[mi[CHANGE_AT] + change] if change < mi[CHANGES] else math.inf


@inlined
def _first_group(wi: Ints, wf: Floats) -> int:
    """The group in which a service ends first."""
    best = 0
    for g in range(1, wi[GROUPS]):
        if wf[wi[FIRST_END] + g] < wf[wi[FIRST_END] + best]:
            best = g
    return best


@inlined
def _first_arrival(mi: Ints, wi: Ints, wf: Floats) -> tuple[float, int]:
    """When the next customer comes, and of which class; infinite after the last."""
    since, due = wi[SINCE], wi[DUE]
    t = wf[since + wi[due]]
    c = 0
    for i in range(1, mi[CLASSES]):
        coming = wf[since + wi[due + i]]
        if coming < t:
            t = coming
            c = i
    return t, c


@inlined
def _called(
    mi: Ints,
    mf: Floats,
    wi: Ints,
    wf: Floats,
    heads: Heads,
    calling: int,
    t: float,
    track: bool,
) -> tuple[int, int]:
    """Whom a counter calls: their class and place. The place is -1 where it calls nobody and is
    idle, is closed, or calls somebody who has gone.
    """
    group = calling // wi[GROUP]
    absent = mf[ABSENT]
    n = 0
    if wi[wi[OPEN] + calling]:
        for i in range(mi[mi[SERVES_AT] + calling], mi[mi[SERVES_AT] + calling + 1]):
            at = mi[mi[SERVES] + i]
            h = wi[wi[HEAD] + at]
            end = wi[wi[TAIL] + at]
            if absent == 0.0:
                places = wi[QUEUE] + wi[wi[QUEUE_BASE] + at]
                while h < end and wf[wi[UNTIL] + wi[places + h]] < t:
                    gone(mi, mf, wi, wf, mi[mi[LINE_CLASS] + at], wi[places + h])
                    h += 1
                wi[wi[HEAD] + at] = h
            if h < end:
                wi[wi[H_LINE] + n] = at
                n += 1
        wi[wi[IDLE] + calling] = n == 0
    if n == 0:
        wf[wi[ENDS] + calling] = math.inf
        _look(wi, wf, group)
        return 0, -1
    chosen = 0 if n == 1 else _chosen(mi, mf, wi, wf, heads, n, t)
    at = wi[wi[H_LINE] + chosen]
    c = mi[mi[LINE_CLASS] + at]
    j = wi[wi[QUEUE] + wi[wi[QUEUE_BASE] + at] + wi[wi[HEAD] + at]]
    wi[wi[HEAD] + at] += 1
    if track and n > 1:
        _overtake(mi, wi, wf, n, wi[wi[ORDER] + j], t)
    if wf[wi[UNTIL] + j] < t:
        gone(mi, mf, wi, wf, c, j)
        wf[wi[ENDS] + calling] = t + absent
        wf[wi[BUSY_MIN] + calling] += absent
        _look(wi, wf, group)
        return c, -1
    return c, j


@inlined
def _joined(mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, j: int, t: float) -> int:
    """The idle counter that an arrival goes to; -1 where they join a line or go to a pool."""
    for i in range(mi[mi[PREFERS_AT] + c], mi[mi[PREFERS_AT] + c + 1]):
        k = mi[mi[PREFERS] + i]
        if wi[wi[IDLE] + k]:
            return int(k)
    into = c
    if mi[OFFERS]:
        row = _row(mi, wi, wf, c, t)
        if row >= 0 and wf[wi[ACCEPTS] + j] < mf[mi[OFFER_ACCEPTS] + row]:
            if mi[mi[OFFER_POOL] + row] >= 0:
                _serve_in_pool(mi, mf, wi, wf, c, j, t, row)
                return -1
            into = mi[mi[OFFER_LINE] + row]
            if wi[wi[IDLE] + mi[mi[LINE_OWNER] + into]]:
                return int(mi[mi[LINE_OWNER] + into])
    wi[wi[OVERTAKEN] + j] = 0
    wi[wi[QUEUE] + wi[wi[QUEUE_BASE] + into] + wi[wi[TAIL] + into]] = j
    wi[wi[TAIL] + into] += 1
    return -1


@inlined
def _start(
    mi: Ints, mf: Floats, wi: Ints, wf: Floats, taker: int, c: int, j: int, t: float
) -> float:
    """A service begins; when it will end."""
    took = wf[wi[SERVICE] + j] * mf[mi[FACTOR] + taker * mi[CLASSES] + c]
    ends = t + took
    wf[wi[ENDS] + taker] = ends
    wf[wi[BUSY_MIN] + taker] += took
    closes = wf[wi[CLOSES] + taker]
    if ends > closes:
        wf[wi[OVER_MIN] + taker] += ends - max(t, closes)
    wi[wi[IDLE] + taker] = 0
    started(mi, mf, wi, wf, c, wi[wi[BASE] + c], j, t)
    return float(ends)


@inlined
def _pending(mi: Ints, wi: Ints) -> int:
    """The first counter that has yet to call at this instant, or -1."""
    for k in range(mi[COUNTERS]):
        if wi[wi[PENDING] + k]:
            wi[wi[PENDING] + k] = 0
            return k
    return -1


@inlined
def _change(mi: Ints, mf: Floats, wi: Ints, wf: Floats, change: int) -> bool:
    """A counter opens or closes; whether it is to call. One that stays counts as open from its
    horizon on.
    """
    k = mi[mi[CHANGE_WHO] + change]
    if mi[mi[CHANGE_WHAT] + change] != OPENS:
        if not mi[mi[STAYS] + k] or mf[mi[CHANGE_AT] + change] < mf[HORIZON]:
            wi[wi[OPEN] + k] = 0
            wi[wi[IDLE] + k] = 0
            wi[wi[PENDING] + k] = 0
        return False
    wi[wi[OPEN] + k] = 1
    closing = change + 1
    while mi[mi[CHANGE_WHO] + closing] != k:
        closing += 1
    wf[wi[CLOSES] + k] = mf[mi[CHANGE_AT] + closing]
    if wf[wi[ENDS] + k] < math.inf:
        return False
    wi[wi[PENDING] + k] = 1
    return True


@inlined
def _settle(mi: Ints, mf: Floats, wi: Ints, wf: Floats, t: float) -> None:
    """Before an arrival at an instant when counters became free: those for whom nobody waits are
    idle already.
    """
    for k in range(mi[COUNTERS]):
        if wi[wi[PENDING] + k] and wi[wi[OPEN] + k]:
            since = t if mf[ABSENT] == 0.0 else -math.inf  # numbers of the gone are called, too
            waits = 0
            for i in range(mi[mi[SERVES_AT] + k], mi[mi[SERVES_AT] + k + 1]):
                waits += _present(wi, wf, mi[mi[SERVES] + i], since, 1)
            if waits == 0:
                wi[wi[PENDING] + k] = 0
                wi[wi[IDLE] + k] = 1


@inlined
def _present(wi: Ints, wf: Floats, queued: int, t: float, most: int) -> int:
    """How many wait in a line and have not gone; counts to `most`."""
    n = 0
    places = wi[QUEUE] + wi[wi[QUEUE_BASE] + queued]
    for i in range(wi[wi[HEAD] + queued], wi[wi[TAIL] + queued]):
        if n >= most:
            break
        if wf[wi[UNTIL] + wi[places + i]] >= t:
            n += 1
    return n


@inlined
def _row(mi: Ints, wi: Ints, wf: Floats, c: int, t: float) -> int:
    """The first row of offers that fits, or -1."""
    for row in range(mi[mi[OFFER_AT] + c], mi[mi[OFFER_AT] + c + 1]):
        least = mi[mi[OFFER_WAITING] + row]
        if _present(wi, wf, c, t, least) >= least:
            return row
    return -1


@inlined
def _serve_in_pool(
    mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, j: int, t: float, row: int
) -> None:
    """Whoever is first in a pool's line takes the machine that is free first."""
    pool = mi[mi[OFFER_POOL] + row]
    best = wi[FREE_AT] + mi[mi[SERVER_AT] + pool]
    for at in range(best + 1, wi[FREE_AT] + mi[mi[SERVER_AT] + pool + 1]):
        if wf[at] < wf[best]:
            best = at
    begins = max(t, wf[best])
    place = wi[wi[SLOT_BASE] + mi[mi[OFFER_SLOT] + row]] + j - wi[wi[BASE] + c]
    took = wf[wi[SLOT_SERVICE] + place]
    wf[best] = begins + took
    pooled(mi, mf, wi, wf, c, j, pool, begins - t, took)


@inlined
def _chosen(mi: Ints, mf: Floats, wi: Ints, wf: Floats, heads: Heads, n: int, t: float) -> int:
    """The head whose turn it is, of those in `H_LINE`."""
    for i in range(n):
        queued = wi[wi[H_LINE] + i]
        at = wi[wi[QUEUE] + wi[wi[QUEUE_BASE] + queued] + wi[wi[HEAD] + queued]]
        heads.order[i] = wi[wi[ORDER] + at]
        heads.since[i] = wf[wi[SINCE] + at]
        heads.priority[i] = mi[mi[PRIORITY] + queued]
        heads.rate[i] = mf[mi[PER_MIN] + queued]
        heads.head_start[i] = mf[mi[HEAD_START] + queued]
        heads.overtaken[i] = wi[wi[OVERTAKEN] + at]
        heads.max_overtakes[i] = mi[mi[MAX_OVERTAKES] + queued]
        heads.max_wait[i] = mf[mi[MAX_WAIT] + queued]
    chosen, _ = _choose(
        mi[DISCIPLINE],
        t,
        n,
        heads.order,
        heads.since,
        heads.priority,
        heads.rate,
        heads.head_start,
        heads.overtaken,
        heads.max_overtakes,
        heads.max_wait,
    )
    return chosen


@inlined
def _overtake(mi: Ints, wi: Ints, wf: Floats, n: int, order: int, t: float) -> None:
    """Everybody before the one called, in the lines of the counter that calls, is overtaken."""
    for i in range(n):
        queued = wi[wi[H_LINE] + i]
        most = wi[MOST_OVERTAKEN] + mi[mi[LINE_CLASS] + queued]
        places = wi[QUEUE] + wi[wi[QUEUE_BASE] + queued]
        for at in range(wi[wi[HEAD] + queued], wi[wi[TAIL] + queued]):
            x = wi[places + at]
            if wi[wi[ORDER] + x] >= order:
                break
            wi[wi[OVERTAKEN] + x] += 1  # the gone, too: their numbers stand in line
            if wf[wi[UNTIL] + x] >= t:
                wi[most] = max(wi[most], wi[wi[OVERTAKEN] + x])


@inlined
def _close(mi: Ints, mf: Floats, wi: Ints, wf: Floats) -> None:
    """Those whom nobody has called: gone by the end, or unserved."""
    for queued in range(mi[LINES]):
        places = wi[QUEUE] + wi[wi[QUEUE_BASE] + queued]
        for i in range(wi[wi[HEAD] + queued], wi[wi[TAIL] + queued]):
            j = wi[places + i]
            if wf[wi[UNTIL] + j] < mf[HORIZON]:
                gone(mi, mf, wi, wf, mi[mi[LINE_CLASS] + queued], j)
            else:
                left_over(mi, mf, wi, wf, mi[mi[LINE_CLASS] + queued], j)
