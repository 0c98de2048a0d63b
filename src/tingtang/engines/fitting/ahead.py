"""What the twin expects of a day, by half hour of joining."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np

from tingtang.engines.fitting.fit import Fit
from tingtang.engines.fitting.hours import Desk
from tingtang.engines.fitting.observed import FIGURES, SPAN_MIN, Forecast, Halves, halves
from tingtang.engines.fitting.scenario import document, scenario
from tingtang.engines.fitting.special import Array
from tingtang.engines.simulate.running import Wish
from tingtang.engines.simulate.scenario import Arrivals, Class, Counter, Scenario
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.single import Single, singles
from tingtang.engines.simulate.tally import ABANDONED, ARRIVED, UNSERVED

LOW, HIGH = 0.05, 0.95
_AT: Final = " joined in half hour "


def simulated(of: Fit, day: date, desks: Sequence[Desk], wish: Wish, **given: Any) -> Forecast:
    """The day with its own counters; `given` as `scenario` takes it."""
    whole = read(document(scenario(of, day, desks, **given)))
    spans = int(np.ceil(whole.horizon / SPAN_MIN))
    parts = in_halves(whole, spans)
    half = np.array([int(each.id.rsplit(_AT, 1)[1]) for each in parts.classes])
    days = [_halves(one, half, spans) for one in singles(parts, wish)]
    return _forecast(days)


def in_halves(of: Scenario, spans: int) -> Scenario:
    """The same day with a class for each half hour of joining: lines of equal terms are chosen
    from as one line is, so nothing changes but what is counted apart.
    """
    parts = {
        each.id: [part for i in range(spans) if (part := _part(each, i)) is not None]
        for each in of.classes
    }
    return replace(
        of,
        classes=tuple(part for each in of.classes for part in parts[each.id]),
        counters=tuple(_split(each, parts) for each in of.counters),
        diversions=tuple(
            replace(row, class_id=part.id) for row in of.diversions for part in parts[row.class_id]
        ),
        pools=tuple(
            replace(
                each,
                service={
                    part.id: of_ for name, of_ in each.service.items() for part in parts[name]
                },
            )
            for each in of.pools
        ),
    )


def _part(of: Class, i: int) -> Class | None:
    """Its customers of one half hour; None where nobody comes."""
    start, end = i * SPAN_MIN, (i + 1) * SPAN_MIN
    edges, rates = of.arrivals.edges, of.arrivals.per_hour
    marks = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    within = [_rate(edges, rates, 0.5 * (a + b)) for a, b in pairwise(marks)]
    times = tuple(t for t in of.arrivals.times if start <= t < end)
    if not any(within) and not times:
        return None
    arrivals = Arrivals(tuple(marks), tuple(within), times, of.arrivals.shows)
    return replace(of, id=f"{of.id}{_AT}{i}", arrivals=arrivals)


def _rate(edges: Sequence[float], rates: Sequence[float], at: float) -> float:
    for (start, end), rate in zip(pairwise(edges), rates, strict=True):
        if start <= at < end:
            return rate
    return 0.0


def _split(of: Counter, parts: dict[str, list[Class]]) -> Counter:
    factor = {part.id: f for name, f in of.factor.items() for part in parts[name]}
    return replace(
        of, serves=tuple(part.id for name in of.serves for part in parts[name]), factor=factor
    )


def _halves(one: Single, half: Any, spans: int) -> Halves:
    """Those whom nobody serves any more at closing are no part of the joined, as in `observed`."""
    counts = one.counts
    joined = _by_half(half, counts[:, ARRIVED] - counts[:, UNSERVED], spans)
    left = _by_half(half, counts[:, ABANDONED], spans)
    waits: list[list[Array]] = [[np.empty(0)] for _ in range(spans)]
    for i, found in zip(half, one.waits, strict=True):
        waits[i].append(found)
    return halves(joined, left, [np.concatenate(each) for each in waits])


def _by_half(half: Any, counts: Array, spans: int) -> Array:
    return np.bincount(half, counts, spans).astype(np.float64)


def _forecast(days: Sequence[Halves]) -> Forecast:
    """Expected are ratios of sums, as everybody of all replications meets them; a band is of the
    replications in which there was anybody.
    """
    served = np.sum([each.served for each in days], axis=0)
    waited = np.nansum([each.served * each.mean for each in days], axis=0)
    joined = np.sum([each.joined for each in days], axis=0)
    left = np.sum([each.left for each in days], axis=0)
    totals = np.array([each.joined.sum() for each in days])
    low, high = (float(np.quantile(totals, level)) for level in (LOW, HIGH))
    return Forecast(
        mean=_through(waited, served),
        p90=_columns(np.array([each.p90 for each in days]), None),
        share_left=_through(left, joined),
        bands={name: _band(np.array([getattr(each, name) for each in days])) for name in FIGURES},
        total=(low, float(totals.mean()), high),
    )


def _through(x: Array, y: Array) -> Array:
    return np.where(y > 0, x / np.maximum(y, 1e-12), np.nan)


def _band(values: Array) -> tuple[Array, Array]:
    return _columns(values, LOW), _columns(values, HIGH)


def _columns(values: Array, level: float | None) -> Array:
    """Of each column the quantile at `level`, or the mean; NaN is nobody."""
    found = np.full(values.shape[1], np.nan)
    for i, column in enumerate(values.T):
        seen = column[~np.isnan(column)]
        if len(seen):
            found[i] = seen.mean() if level is None else np.quantile(seen, level)
    return found
