"""A day of a branch, as `tingtang.scenario/1`, from what was fitted."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np

from tingtang.engines.fitting.arrivals import QUARTER_MIN
from tingtang.engines.fitting.fit import Fit, report
from tingtang.engines.fitting.hours import Desk, doors
from tingtang.engines.fitting.patience import Patience
from tingtang.engines.fitting.services import Family
from tingtang.engines.fitting.special import Array

FORMAT: Final = "tingtang.scenario/1"
NEVER_MIN: Final = 1e6  #: the patience of those who never leave
_PATIENCE_VALUES: Final = 400


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of diversion; how often it is accepted is what was fitted."""

    line: str
    to: str
    when_waiting_at_least: int


def scenario(
    of: Fit,
    day: date,
    desks: Sequence[Desk],
    *,
    offers: Sequence[Offer] = (),
    pools: Sequence[Mapping[str, Any]] = (),
    discipline: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A day with these counters, whose `day` they bear. `discipline`: the bank's own; absent, what
    the rows showed. Its classes are the lines. Beside the scenario stands `fit`, what it rests on,
    which is no field of the format: take it out before reading (`document`).
    """
    weekday = day.weekday()
    opened = doors(desk for desk in desks if desk.day == day).get(day, [])
    served = of.services.lines
    lines = [line for line in of.lines if line in served]
    return {
        "format": FORMAT,
        "name": day.isoformat(),
        "horizon_min": of.settings.horizon_min,
        "drain": True,
        "discipline": _discipline(of, lines, discipline),
        "absent_call_min": of.settings.absent_call_min,
        "day_factor": {"cv": _day_cv(of, weekday)},
        "classes": [_class(of, line, weekday, opened) for line in lines],
        "counters": [_counter(of, desk, lines) for desk in desks if desk.day == day and desk.open],
        "diversions": [_offer(of, each) for each in offers],
        "pools": [dict(each) for each in pools],
        "fit": report(of),
    }


def document(of: Mapping[str, Any]) -> dict[str, Any]:
    """The scenario alone, as `simulate.scenario` reads it."""
    return {name: value for name, value in of.items() if name != "fit"}


def _discipline(
    of: Fit, lines: Sequence[str], given: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    found = dict(given) if given is not None else of.order.discipline()
    return {
        name: {line: v for line, v in value.items() if line in lines}
        if isinstance(value, Mapping) and name != "caps"
        else value
        for name, value in found.items()
    }


def _day_cv(of: Fit, weekday: int) -> float:
    """Of a day to come: its own factor, and how little the weekday's level is known."""
    came = np.array([found.per_quarter[weekday].sum() for found in of.rates.values()])
    errors = np.array([found.level_error[weekday] for found in of.rates.values()])
    whole = float(came.sum())
    doubt = float((came * errors).sum()) / whole if whole > 0 else 0.0
    return math.hypot(of.day.cv.value, doubt)


def _class(
    of: Fit, line: str, weekday: int, opened: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    rates = of.rates[line].per_quarter[weekday]
    edges, per_hour = _within(rates, opened, of.settings.horizon_min)
    found = of.patience_of(line)
    return {
        "id": line,
        "arrivals": {"edges_min": edges, "per_hour": per_hour},
        "service_min": _service(of, line),
        "patience_min": None if found is None else _patience(found),
    }


def _within(
    per_quarter: Array, opened: Sequence[tuple[float, float]], horizon: float
) -> tuple[list[float], list[float]]:
    """Edges at quarters and where the doors open and close; nobody comes while they are closed."""
    quarters = QUARTER_MIN * np.arange(len(per_quarter) + 1)
    marks = {float(m) for m in quarters if m < horizon} | {horizon}
    marks |= {edge for span in opened for edge in span if 0 <= edge <= horizon}
    edges = sorted(marks)
    middles = [0.5 * (a + b) for a, b in pairwise(edges)]
    rates = [
        float(per_quarter[int(m // QUARTER_MIN)]) * 60 / QUARTER_MIN
        if any(start <= m < end for start, end in opened)
        else 0.0
        for m in middles
    ]
    return edges, rates


def _service(of: Fit, line: str) -> dict[str, Any]:
    """With the handover: it takes the counter's time, and hardly varies."""
    found = of.services.lines[line]
    handover = of.settings.handover_s / 60
    if found.family is Family.EMPIRICAL:
        return {"kind": "empirical", "values": [value + handover for value in found.values]}
    mean = found.mean.value + handover
    cv = max(found.cv.value * found.mean.value / mean, 1e-6)
    return {"kind": str(found.family), "mean": mean, "cv": cv}


def _patience(found: Patience) -> dict[str, Any]:
    if found.stayers > 0:
        return {"kind": "empirical", "values": _values(found)}
    if found.family == "exponential":
        return {"kind": "exponential", "mean": found.mean.value}
    return {"kind": str(found.family), "mean": found.mean.value, "cv": found.cv.value}


def _values(found: Patience) -> list[float]:
    """Equally likely values, of which those of who stays are longer than any day."""
    levels = (np.arange(_PATIENCE_VALUES) + 0.5) / _PATIENCE_VALUES
    grid = found.mean.value * np.logspace(-5, 4, 4000)
    gone = 1.0 - found.above(grid)
    values = np.where(levels < 1 - found.stayers, np.interp(levels, gone, grid), NEVER_MIN)
    return [float(x) for x in values]


def _counter(of: Fit, desk: Desk, lines: Sequence[str]) -> dict[str, Any]:
    factor = of.services.factors.get(desk.counter)
    serves = [line for line in desk.serves if line in lines]
    found: dict[str, Any] = {
        "id": desk.counter,
        "serves": serves,
        "open_min": [[start, end] for start, end in desk.open],
    }
    if factor is not None:
        found["service_factor"] = {line: max(factor.value, 0.05) for line in serves}
    return found


def _offer(of: Fit, each: Offer) -> dict[str, Any]:
    found = of.acceptance.by.get((each.line, each.to))
    a, b = of.acceptance.prior
    return {
        "class": each.line,
        "to": each.to,
        "when_waiting_at_least": each.when_waiting_at_least,
        "accepts": found.share.value if found else a / (a + b),
    }
