"""How the lines took turns, from whom servers took while others waited.

Every service that begins while heads of several of the server's lines wait is a choice. An order is
a start that each line has over the last one, in minutes of waiting (`head_start` of an accumulating
discipline whose classes all gain one a minute): all starts 0 are first come, first served, very
long ones a strict priority. The starts that explain most choices are taken.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from tingtang.engines.fitting.hours import Desk
from tingtang.engines.fitting.rows import Outcome, Row

STARTS: Final = tuple(0.25 * i for i in range(-24, 25))  #: minutes that are tried between two lines
LEAST_CHOICES: Final = 30  #: fewer between two lines tell no start
_CLOCK_MIN: Final = 0.05  #: who joined or left within it may not have been there
_ROUNDS: Final = 4


@dataclass(frozen=True, slots=True)
class Order:
    """Minutes of start by line; of all `choices` the shares explained by it, and by arrival."""

    head_start: Mapping[str, float]
    choices: int
    explained: float
    by_arrival: float

    def discipline(self) -> dict[str, Any]:
        """As `tingtang.scenario/1` says it."""
        if not any(self.head_start.values()):
            return {"kind": "fifo"}
        return {
            "kind": "accumulating",
            "per_min": dict.fromkeys(self.head_start, 1.0),
            "head_start": dict(self.head_start),
        }


def order(rows: Sequence[Row], desks: Sequence[Desk]) -> Order:
    """The starts, by turns: of each line the best beside those of the others."""
    lines = sorted({row.line for row in rows})
    leads = _leads(rows, desks)
    start = dict.fromkeys(lines, 0.0)
    plain = _explained(leads, start)
    for _ in range(_ROUNDS):
        before = dict(start)
        for line in lines:
            mine = {pair: found for pair, found in leads.items() if line in pair}
            if sum(map(len, mine.values())) >= LEAST_CHOICES:
                tried = [(_explained(mine, {**start, line: s}), -abs(s), s) for s in _near(start)]
                start[line] = max(tried)[2]
        if start == before:
            break
    least = min(start.values(), default=0.0)
    n = sum(map(len, leads.values()))
    return Order(
        {line: value - least for line, value in start.items()},
        n,
        _explained(leads, start) / n if n else 1.0,
        plain / n if n else 1.0,
    )


def _near(start: Mapping[str, float]) -> list[float]:
    return sorted({value + step for value in start.values() for step in STARTS})


#: By (line taken, line left waiting): minutes that the one taken had joined before the other.
_Leads = Mapping[tuple[str, str], "np.ndarray[tuple[int], np.dtype[np.float64]]"]


def _explained(leads: _Leads, start: Mapping[str, float]) -> int:
    """Choices of the one who had waited longer, starts included."""
    return sum(
        int(np.count_nonzero(lead + start[taken] - start[left] >= 0.0))
        for (taken, left), lead in leads.items()
    )


def _leads(rows: Sequence[Row], desks: Sequence[Desk]) -> _Leads:
    serves = {(desk.day, desk.counter): desk.serves for desk in desks}
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        if row.wait_s is not None and row.wait_s > 0:
            by_day[row.day].append(row)
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for day, those in by_day.items():
        waits = _by_line(those)
        for row in those:
            if row.outcome is Outcome.SERVED and row.server is not None:
                mine = serves.get((day, row.server), ())
                _choices(row, [line for line in mine if line != row.line], waits, found)
    return {pair: np.array(lead) for pair, lead in sorted(found.items())}


def _by_line(rows: Sequence[Row]) -> dict[str, Any]:
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        found[row.line].append((row.arrived_min, row.arrived_min + (row.wait_s or 0.0) / 60))
    return {line: np.array(sorted(spans)) for line, spans in found.items()}


def _choices(
    row: Row,
    others: Sequence[str],
    waits: Mapping[str, Any],
    found: dict[tuple[str, str], list[float]],
) -> None:
    """Against the head of each other line at the moment of the call."""
    at = row.arrived_min + (row.wait_s or 0.0) / 60
    for line in others:
        spans = waits.get(line)
        if spans is None:
            continue
        here = spans[(spans[:, 0] < at - _CLOCK_MIN) & (spans[:, 1] > at + _CLOCK_MIN)]
        if len(here):
            found[row.line, line].append(float(here[0, 0]) - row.arrived_min)
