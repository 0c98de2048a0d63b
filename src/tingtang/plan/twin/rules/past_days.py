"""Past days as scenarios: who came when, who was there to serve them. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import Discipline
from tingtang.engines.fitting.hours import Desk, doors, presence
from tingtang.engines.fitting.rows import Row, sound
from tingtang.hall.ticket.rules import Order
from tingtang.plan.twin.rules.fits import Fit, Spans
from tingtang.plan.twin.rules.present import Present
from tingtang.plan.twin.rules.scenarios import Known, Scenario, scenario

MOST_DAYS: Final = 20  #: the latest, four weeks of business days
LEAST_SERVICES: Final = 5  #: of a class, to take the services of that day instead of those fitted
_HALF_HOUR: Final = 30


@dataclass(frozen=True, slots=True)
class PastDay:
    """Everybody who joined a line on one day, and the counters as they were there."""

    day: date
    rows: tuple[Row, ...]
    desks: tuple[Desk, ...]


@dataclass(frozen=True, slots=True)
class PastDays:
    """The latest days that can be run again; of `rows` given so many were refused."""

    days: tuple[PastDay, ...]
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a past day is run on: the branch's counters, how its lines wait, how long what takes."""

    plan: Plan
    order: Order
    discipline: Discipline
    fit: Fit


def past_days(rows: Sequence[Row], horizon_min: float) -> PastDays:
    """Whoever took another place that was offered is in no line, then as now."""
    desks = presence(rows, horizon_min).desks
    latest = sorted({desk.day for desk in desks})[-MOST_DAYS:]
    known = sound((row for row in rows if row.day in latest), doors(desks))
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in known.rows:
        if row.joined and not row.accepted:
            by_day[row.day].append(row)
    days = tuple(
        PastDay(day, tuple(by_day[day]), tuple(desk for desk in desks if desk.day == day))
        for day in latest
        if by_day[day]
    )
    refused = known.refused
    return PastDays(days, refused.given, refused.given - refused.accepted)


def usual(desks: Sequence[Desk], horizon_min: float) -> dict[str, Spans]:
    """By counter the half hours in which it was there on half of the days or more, in minutes after
    opening: what a plan of opening begins with.
    """
    days = len({desk.day for desk in desks})
    found: dict[str, Spans] = {}
    for counter in sorted({desk.counter for desk in desks}):
        mine = [desk for desk in desks if desk.counter == counter]
        halves = [
            begins
            for begins in range(0, int(horizon_min), _HALF_HOUR)
            if 2 * sum(_is_there(desk, begins + _HALF_HOUR / 2) for desk in mine) >= days
        ]
        if halves:
            found[counter] = _together(halves)
    return found


def _is_there(desk: Desk, minute: float) -> bool:
    return any(begins <= minute < ends for begins, ends in desk.open)


def _together(halves: Sequence[int]) -> Spans:
    spans: list[tuple[int, int]] = []
    for begins in halves:
        if spans and spans[-1][1] == begins:
            spans[-1] = spans[-1][0], begins + _HALF_HOUR
        else:
            spans.append((begins, begins + _HALF_HOUR))
    return tuple(spans)


def day_again(on: Ground, past: PastDay, opening: Mapping[str, Spans] | None) -> Scenario | None:
    """The day with everybody who came, when they came, and services like that day's; its counters
    as they were there, or by a plan of opening.

    None where the branch would not open on such a day, or has none of its counters any more.
    """
    doors_open = on.plan.opening(past.day)
    came: dict[str, list[Row]] = defaultdict(list)
    for row in past.rows:
        came[row.line].append(row)
    if doors_open is None:
        return None
    base = scenario(_at_opening(on, past.day, doors_open, came))
    horizon = base["horizon_min"]
    there = {desk.counter: desk.open for desk in past.desks} if opening is None else opening
    within = _seen_within if opening is None else _within
    counters = [
        {**each, "open_min": within(there.get(each["id"], ()), horizon)}
        for each in base["counters"]
    ]
    if not any(each["open_min"] for each in counters):
        return None
    factors = on.fit.factors
    classes = [_as_that_day(each, came[each["id"]], horizon, factors) for each in base["classes"]]
    return {
        **base,
        "day_factor": {"cv": 0.0},
        "classes": classes,
        "counters": counters,
    }


def _at_opening(
    on: Ground, day: date, doors_open: tuple[datetime, datetime], came: Collection[str]
) -> Known:
    """The empty branch, at the start of a day on which these classes come."""
    opens, closes = doors_open
    fit = replace(on.fit, per_hour={name: {day.weekday(): (1.0,)} for name in came}, day_cv={})
    now = Present(opens, opens, closes, 0, (), (), (), {}, ())
    return Known(on.plan, on.order, on.discipline, fit, now)


def _within(spans: Iterable[tuple[float, float]], horizon: float) -> list[list[float]]:
    return [[begins, min(ends, horizon)] for begins, ends in spans if begins < horizon]


def _seen_within(spans: Iterable[tuple[float, float]], horizon: float) -> list[list[float]]:
    """Whoever was seen in the last half hour stays until the doors close: of who serves nobody any
    more, no row tells.
    """
    found = _within(spans, horizon)
    if found and horizon - found[-1][1] < _HALF_HOUR:
        found[-1][1] = horizon
    return found


def _as_that_day(
    of: Scenario, rows: Sequence[Row], horizon: float, factors: Mapping[str, float]
) -> Scenario:
    """Its services as long as they were, at a counter of the usual pace."""
    return as_it_came(
        of,
        [min(max(row.arrived_min, 0.0), horizon) for row in rows],
        [
            row.service_s / 60 / factors.get(row.server or "", 1.0)
            for row in rows
            if row.service_s is not None
        ],
    )


def as_it_came(of: Scenario, times: Sequence[float], lengths: Sequence[float]) -> Scenario:
    """A class with these customers, and with services like these where they are enough; minutes."""
    found = {**of, "arrivals": {"times_min": sorted(times), "shows": 1.0} if times else {}}
    if len(lengths) >= LEAST_SERVICES:
        found["service_min"] = {"kind": "empirical", "values": sorted(lengths)}
    return found
