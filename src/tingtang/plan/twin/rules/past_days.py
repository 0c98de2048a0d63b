"""Past days as scenarios: who came when, who was there to serve them. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import Any, Final

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import Discipline
from tingtang.engines.fitting.hours import Desk, doors, presence
from tingtang.engines.fitting.rows import Row, sound
from tingtang.hall.ticket.rules import Order
from tingtang.plan.twin.rules.fits import Fit, Spans
from tingtang.plan.twin.rules.lines import Case, Lines, ends, moved
from tingtang.plan.twin.rules.offers import Offers
from tingtang.plan.twin.rules.present import Present
from tingtang.plan.twin.rules.scenarios import Known, Scenario, scenario

MOST_DAYS: Final = 20  #: the latest, four weeks of business days
LEAST_SERVICES: Final = 5  #: of a class, to take the services of that day instead of those fitted
_HALF_HOUR: Final = 30


@dataclass(frozen=True, slots=True)
class PastDay:
    """Everybody who joined a line on one day, whoever left it for another place included, and the
    counters as they were there.
    """

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
    """What a past day is run on: the branch's counters, how its lines wait, how long what takes.
    `offers`: who is offered machines; None: whoever took another place is in no line, then as now.
    """

    plan: Plan
    order: Order
    discipline: Discipline
    fit: Fit
    offers: Offers | None = None


def past_days(rows: Sequence[Row], horizon_min: float) -> PastDays:
    """The latest days of which it is known who served when."""
    desks = presence(rows, horizon_min).desks
    latest = sorted({desk.day for desk in desks})[-MOST_DAYS:]
    known = sound((row for row in rows if row.day in latest), doors(desks))
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in known.rows:
        if row.joined:
            by_day[row.day].append(row)
    days = tuple(
        PastDay(day, tuple(by_day[day]), tuple(desk for desk in desks if desk.day == day))
        for day in latest
        if by_day[day]
    )
    refused = known.refused
    return PastDays(days, refused.given, refused.given - refused.accepted)


def in_lines(given: PastDays, cases: Mapping[str, Case], now: Lines, draft: Lines) -> PastDays:
    """The days with everybody in their line of now, and in the draft's (`lines.moved`). `cases`:
    what the table was asked of each ticket, as far as it is known.
    """
    days = tuple(
        replace(past, rows=tuple(moved(row, cases, now, draft) for row in past.rows))
        for past in given.days
    )
    return replace(given, days=days)


def known_by_line(given: PastDays, cases: Mapping[str, Case]) -> int:
    """Of how many customers only the line is known."""
    return sum(row.id not in cases for past in given.days for row in past.rows)


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


class End(IntEnum):
    """Whose lines a day is run by, where a draft moves customers to another one (`lines.ends`)."""

    NOW = 0
    DRAFT = 1


def day_again(
    on: Ground, past: PastDay, opening: Mapping[str, Spans] | None, end: End = End.NOW
) -> Scenario | None:
    """The day with everybody who came, when they came, and services like that day's; its counters
    as they were there, or by a plan of opening.

    None where the branch would not open on such a day, or has none of its counters any more.
    """
    doors_open = on.plan.opening(past.day)
    came: dict[str, list[Row]] = defaultdict(list)
    for row in past.rows:
        if on.offers is not None or not row.accepted:
            came[row.line].append(row)
    if doors_open is None:
        return None
    met = {name for line in came for name in ends(line)}
    base = _with_moved(scenario(_at_opening(on, past.day, doors_open, met)), came, end)
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


def _with_moved(of: Scenario, came: Iterable[str], end: End) -> Scenario:
    """Customers whom a draft moves are a class of their own both times, so that each has the same
    service and patience; they wait, and are called, as their line does at this end.
    """
    by_id = {each["id"]: each for each in of["classes"]}
    stand = {name: ends(name) for name in sorted(came) if name not in by_id}

    def as_its_line(by_class: Any) -> Any:
        if not isinstance(by_class, dict):
            return by_class
        more = {name: by_class[line[end]] for name, line in stand.items() if line[end] in by_class}
        return by_class | more

    moved = [
        {**by_id[line[End.NOW]], "id": name, "priority": by_id[line[end]]["priority"]}
        for name, line in stand.items()
    ]
    return {
        **of,
        "classes": [*of["classes"], *moved],
        "discipline": {key: as_its_line(each) for key, each in of["discipline"].items()},
        "counters": [
            {
                **each,
                "serves": [
                    *each["serves"],
                    *(n for n, x in stand.items() if x[end] in each["serves"]),
                ],
                "service_factor": as_its_line(each["service_factor"]),
            }
            for each in of["counters"]
        ],
    }


def _at_opening(
    on: Ground, day: date, doors_open: tuple[datetime, datetime], came: Collection[str]
) -> Known:
    """The empty branch, at the start of a day on which these classes come."""
    opens, closes = doors_open
    fit = replace(on.fit, per_hour={name: {day.weekday(): (1.0,)} for name in came}, day_cv={})
    now = Present(opens, opens, closes, 0, (), (), (), {}, ())
    return Known(on.plan, on.order, on.discipline, fit, now, offered=on.offers or {})


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
