"""What the twin is measured against: a formula with the same inputs, and the week before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from tingtang.engines.fitting.fit import Fit
from tingtang.engines.fitting.hours import Desk
from tingtang.engines.fitting.observed import SPAN_MIN, Forecast, Halves
from tingtang.engines.fitting.scenario import document, scenario
from tingtang.engines.fitting.special import Array
from tingtang.engines.simulate.scenario import Class, Scenario
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.theory import erlang_a, erlang_a_quantile

LONGEST_MIN = 24 * 60.0  #: a patience beyond it is one


def erlang(of: Fit, day: date, desks: Sequence[Desk]) -> Forecast:
    """Erlang A, steady in each half hour: the scenario's arrivals, mean service (handovers and
    counters' factors included) and mean patience of all lines, and the counters' minutes open.

    A number of counters that is not whole lies between two that are, and so do its figures.
    """
    whole = read(document(scenario(of, day, desks)))
    n = int(np.ceil(whole.horizon / SPAN_MIN))
    a_min = np.array([[_arrivals(each, i) for i in range(n)] for each in whole.classes])
    rate = a_min.sum(axis=0)
    counters = np.array([_open(whole, i) for i in range(n)])
    service = _mixed(a_min, _services(whole))
    patience = np.full(n, min(of.exponential_min or LONGEST_MIN, LONGEST_MIN))
    low, part = np.floor(counters), counters - np.floor(counters)
    few = erlang_a(low, rate, service, patience)
    many = erlang_a(low + 1, rate, service, patience)
    none = low == 0
    p90 = np.where(none, np.nan, erlang_a_quantile(low, rate, service, patience, 0.9))
    p90_many = erlang_a_quantile(low + 1, rate, service, patience, 0.9)
    return Forecast(
        mean=_between(few.wait, many.wait, part),
        p90=_between(p90, p90_many, part),
        share_left=_between(few.abandoned, many.abandoned, part),
        bands={},
    )


def _between(few: Array, many: Array, part: Array) -> Array:
    """Without any counter there is no wait: then that of the one which is there at times."""
    return np.where(np.isnan(few), many, (1 - part) * few + part * many)


def _arrivals(of: Class, i: int) -> float:
    """A minute, over the half hour."""
    found = of.arrivals
    start, end = i * SPAN_MIN, (i + 1) * SPAN_MIN
    edges = found.edges
    came = sum(
        rate / 60 * max(0.0, min(b, end) - max(a, start))
        for (a, b), rate in zip(pairwise(edges), found.per_hour, strict=True)
    )
    return came / SPAN_MIN


def _open(of: Scenario, i: int) -> float:
    """Counters, in the mean of the half hour."""
    start, end = i * SPAN_MIN, (i + 1) * SPAN_MIN
    spans = [span for counter in of.counters for span in counter.open]
    return sum(max(0.0, min(b, end) - max(a, start)) for a, b in spans) / SPAN_MIN


def _services(of: Scenario) -> Array:
    """Mean minutes by class, at the counters that serve it, each by the time it is open."""
    means = []
    for each in of.classes:
        open_min = [
            (sum(b - a for a, b in counter.open), counter.factor.get(each.id, 1.0))
            for counter in of.counters
            if each.id in counter.serves
        ]
        total = sum(minutes for minutes, _ in open_min)
        factor = sum(minutes * f for minutes, f in open_min) / total if total > 0 else 1.0
        means.append(each.service.mean * factor)
    return np.array(means)


def _mixed(rates: Array, means: Array) -> Array:
    whole = rates.sum(axis=0)
    plain = float(means.mean())
    return np.where(whole > 0, (means @ rates) / np.maximum(whole, 1e-12), plain)


def last_week(seen: Mapping[date, Halves], day: date) -> Forecast | None:
    """The same weekday's half hours a week before; None where that day is not there."""
    before = seen.get(day - timedelta(days=7))
    if before is None:
        return None
    return Forecast(before.mean, before.p90, before.share_left, {}, None)
