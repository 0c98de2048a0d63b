"""A replication's customers, drawn class by class before the day begins, compiled.

Every customer takes one variate of each purpose in the order of arrival, used or not, so that two
scenarios with the same seed meet the same people.
"""

import math
from typing import Final

import numpy as np

from tingtang.engines.simulate.chance import (
    State,
    Word,
    drawn,
    exponential,
    gamma,
    normal,
    stream,
    uniform,
)
from tingtang.engines.simulate.compiled import inlined
from tingtang.engines.simulate.layout import (
    ACCEPTS,
    BASE,
    CLASSES,
    COUNT,
    DAY_SHAPE,
    HERE,
    HERE_CLASS,
    HERE_OVERTAKEN,
    HERE_SINCE,
    NOW,
    OFFER_AT,
    OFFERS,
    ORDER,
    OVERTAKEN,
    PATIENCE_A,
    PATIENCE_B,
    PATIENCE_FAMILY,
    SERVICE,
    SERVICE_A,
    SERVICE_B,
    SERVICE_FAMILY,
    SHOWS,
    SINCE,
    SLOT_A,
    SLOT_B,
    SLOT_BASE,
    SLOT_CLASS,
    SLOT_FAMILY,
    SLOT_SERVICE,
    SLOTS,
    SPAN_AT,
    SPAN_FROM,
    SPAN_RATE,
    SPAN_TO,
    TIME_AT,
    TIMES,
    UNTIL,
    VALUES,
    Floats,
    Ints,
    Words,
)
from tingtang.engines.simulate.model import (
    DETERMINISTIC,
    EMPIRICAL,
    EXPONENTIAL,
    FOR_ACCEPTANCE,
    FOR_ARRIVAL,
    FOR_PATIENCE,
    FOR_SERVICE,
    GAMMA,
    LOGNORMAL,
    NEVER,
    PURPOSES,
)
from tingtang.engines.simulate.remaining import remaining

_KINDS: Final = len(PURPOSES)
_11 = np.uint64(11)
_53: Final = 2.0**-53


@inlined
def draw(
    mi: Ints, mf: Floats, keys: Words, wi: Ints, wf: Floats, seed: Word, replication: Word
) -> bool:
    """Draw everybody; whether they have room."""
    classes = mi[CLASSES]
    factor = 1.0
    if mf[DAY_SHAPE] > 0.0:
        s0, s1, s2, s3 = stream(seed, replication, keys[classes * _KINDS])
        factor, s0, s1, s2, s3 = gamma(mf[DAY_SHAPE], s0, s1, s2, s3)
        factor /= mf[DAY_SHAPE]
    for c in range(classes):
        base = wi[wi[BASE] + c]
        end = wi[wi[BASE] + c + 1]
        fresh = base + _here(mi, mf, wi, wf, c, base)
        n = _arrivals(mi, mf, keys, wf, wi[SINCE], c, fresh, end - 1, factor, seed, replication)
        if n < 0:
            return False
        wi[wi[COUNT] + c] = n - base
        fill(
            mi[mi[SERVICE_FAMILY] + c],
            mf[mi[SERVICE_A] + c],
            mf[mi[SERVICE_B] + c],
            mf,
            mi[VALUES],
            wf,
            wi[SERVICE] + base,
            wi[SERVICE] + n,
            stream(seed, replication, keys[c * _KINDS + FOR_SERVICE]),
        )
        state = stream(seed, replication, keys[c * _KINDS + FOR_PATIENCE])
        _patience(mi, mf, wi, wf, c, base, fresh, n, state)
        if mi[OFFERS] and mi[mi[OFFER_AT] + c] < mi[mi[OFFER_AT] + c + 1]:
            _offers(mi, mf, keys, wi, wf, c, base, n, seed, replication)
    return True


@inlined
def _here(mi: Ints, mf: Floats, wi: Ints, wf: Floats, c: int, base: int) -> int:
    """Place those of a class who are there at the start; how many they are."""
    here = 0
    for i in range(mi[HERE]):
        if mi[mi[HERE_CLASS] + i] == c:
            wf[wi[SINCE] + base + here] = mf[mi[HERE_SINCE] + i]
            wi[wi[ORDER] + base + here] = i
            wi[wi[OVERTAKEN] + base + here] = mi[mi[HERE_OVERTAKEN] + i]
            here += 1
    return here


@inlined
def _arrivals(
    mi: Ints,
    mf: Floats,
    keys: Words,
    wf: Floats,
    since: int,
    c: int,
    first: int,
    end: int,
    factor: float,
    seed: Word,
    replication: Word,
) -> int:
    """Write times of arrival from place `first`, rising; the place after them, or -1 if `end` is
    too near.
    """
    s0, s1, s2, s3 = stream(seed, replication, keys[c * _KINDS + FOR_ARRIVAL])
    n = first
    times = mi[mi[TIME_AT] + c], mi[mi[TIME_AT] + c + 1]
    if first + times[1] - times[0] > end:
        return -1
    for i in range(times[0], times[1]):
        u, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
        if u < mf[mi[SHOWS] + c]:
            wf[since + n] = mf[mi[TIMES] + i]
            n += 1
    agreed = n
    e, s0, s1, s2, s3 = exponential(s0, s1, s2, s3)
    for span in range(mi[mi[SPAN_AT] + c], mi[mi[SPAN_AT] + c + 1]):
        rate = mf[mi[SPAN_RATE] + span] * factor
        scale = 1.0 / rate
        stop = mf[mi[SPAN_TO] + span]
        t = mf[mi[SPAN_FROM] + span] + e * scale
        while t < stop:
            if n >= end:
                return -1
            wf[since + n] = t
            n += 1
            e, s0, s1, s2, s3 = exponential(s0, s1, s2, s3)
            t += e * scale
        e = (t - stop) * rate
    if first < agreed < n:
        _merge(wf, since + first, since + agreed, since + n)
    return n


@inlined
def _merge(out: Floats, first: int, middle: int, end: int) -> None:
    """Two rising runs made one; of two at one instant, the first run's comes first."""
    for i in range(middle, end):
        moved = out[i]
        j = i
        while j > first and out[j - 1] > moved:
            out[j] = out[j - 1]
            j -= 1
        out[j] = moved


@inlined
def _patience(
    mi: Ints,
    mf: Floats,
    wi: Ints,
    wf: Floats,
    c: int,
    base: int,
    fresh: int,
    n: int,
    state: State,
) -> None:
    family = mi[mi[PATIENCE_FAMILY] + c]
    until, since = wi[UNTIL], wi[SINCE]
    if family == NEVER:
        for i in range(base, n):
            wf[until + i] = math.inf
        return
    a, b = mf[mi[PATIENCE_A] + c], mf[mi[PATIENCE_B] + c]
    s0, s1, s2, s3 = state
    for i in range(base, fresh):
        u, s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
        waited = mf[NOW] - wf[since + i]
        wf[until + i] = mf[NOW] + remaining(family, a, b, mf, mi[VALUES], waited, u)
    fill(family, a, b, mf, mi[VALUES], wf, until + fresh, until + n, (s0, s1, s2, s3))
    for i in range(fresh, n):
        wf[until + i] += wf[since + i]


@inlined
def _offers(
    mi: Ints,
    mf: Floats,
    keys: Words,
    wi: Ints,
    wf: Floats,
    c: int,
    base: int,
    n: int,
    seed: Word,
    replication: Word,
) -> None:
    """What each would answer, and how long each would take in every pool that they may be sent to:
    of the stream of services begun anew, so that each takes the same place in it.
    """
    s0, s1, s2, s3 = stream(seed, replication, keys[c * _KINDS + FOR_ACCEPTANCE])
    for i in range(base, n):
        wf[wi[ACCEPTS] + i], s0, s1, s2, s3 = uniform(s0, s1, s2, s3)
    for slot in range(mi[SLOTS]):
        if mi[mi[SLOT_CLASS] + slot] == c:
            place = wi[SLOT_SERVICE] + wi[wi[SLOT_BASE] + slot]
            fill(
                mi[mi[SLOT_FAMILY] + slot],
                mf[mi[SLOT_A] + slot],
                mf[mi[SLOT_B] + slot],
                mf,
                mi[VALUES],
                wf,
                place,
                place + n - base,
                stream(seed, replication, keys[c * _KINDS + FOR_SERVICE]),
            )


@inlined
def fill(
    family: int,
    a: float,
    b: float,
    mf: Floats,
    values: int,
    out: Floats,
    first: int,
    end: int,
    state: State,
) -> None:
    """Write variates of `family` with `a` and `b`, as in `model`, to `out[first:end]`; the
    values of an empirical one begin at `values` in `mf`.
    """
    s0, s1, s2, s3 = state
    if family == EXPONENTIAL:
        for i in range(first, end):
            e, s0, s1, s2, s3 = exponential(s0, s1, s2, s3)
            out[i] = a * e
    elif family == LOGNORMAL:
        for i in range(first, end):
            z, s0, s1, s2, s3 = normal(s0, s1, s2, s3)
            out[i] = z
        for i in range(first, end):
            out[i] = math.exp(a + b * out[i])
    elif family == GAMMA:
        for i in range(first, end):
            g, s0, s1, s2, s3 = gamma(a, s0, s1, s2, s3)
            out[i] = b * g
    elif family == EMPIRICAL:
        place = values + int(a)
        for i in range(first, end):
            bits, s0, s1, s2, s3 = drawn(s0, s1, s2, s3)
            out[i] = mf[place + int(np.float64(bits >> _11) * _53 * b)]
    elif family == DETERMINISTIC:
        for i in range(first, end):
            out[i] = a
