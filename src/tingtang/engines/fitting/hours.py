"""When counters were there, where no plan says it: from who served whom when.

A server is there from the first service of the day to the last, except for gaps in which they
would have been called upon: somebody of a line that they serve waited a minute of the gap, or
others began many services of their lines. What a server does while nobody comes, nobody can see.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from tingtang.engines.fitting.rows import Row
from tingtang.engines.fitting.special import Array

WAITED_MIN: Final = 1.0  #: somebody waited so long of a gap: nobody was there
PASSED_OVER: Final = 12  #: services that others began in a gap: nobody was there
LEAST_SERVED: Final = 3  #: of a service in a day, by which a counter serves it then
TOGETHER_MIN: Final = 10.0  #: doors are not closed for less


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter on one day: when it was open, in minutes, and which lines it served."""

    day: date
    counter: str
    open: tuple[tuple[float, float], ...]
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """`handover_s`: mean seconds from the end of a service to the next while somebody waited."""

    desks: tuple[Desk, ...]
    handover_s: float


def doors(desks: Iterable[Desk]) -> dict[date, list[tuple[float, float]]]:
    """Open while any counter is, short gaps aside."""
    by_day: dict[date, list[tuple[float, float]]] = defaultdict(list)
    for desk in desks:
        by_day[desk.day] += desk.open
    return {day: _joined(spans, TOGETHER_MIN) for day, spans in sorted(by_day.items())}


def _joined(spans: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def presence(rows: Sequence[Row], horizon_min: float) -> Presence:
    """Of rows whose fields are believable; those refused are None and tell nothing."""
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    desks: list[Desk] = []
    handovers: list[float] = []
    ever = _ever(rows)
    for day, those in sorted(by_day.items()):
        seen = _Day(those, ever)
        for counter in sorted(seen.services):
            desk = seen.desk(day, counter, horizon_min)
            if desk is not None:
                desks.append(desk)
        handovers += seen.handovers
    mean = float(np.mean(handovers)) * 60 if handovers else 0.0
    return Presence(tuple(desks), mean)


def _ever(rows: Iterable[Row]) -> dict[tuple[str, str], set[str]]:
    """The lines that a counter served on any day, by its name and the service."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.server is not None:
            found[row.server, row.service].add(row.line)
    return found


class _Day:
    """Everybody of one day. `ever`: what counters served on any."""

    def __init__(self, rows: Sequence[Row], ever: Mapping[tuple[str, str], set[str]]) -> None:
        self._ever = ever
        self._often = Counter((row.server, row.service) for row in rows)
        self.services: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
        self.handovers: list[float] = []
        waits: dict[str, list[tuple[float, float]]] = defaultdict(list)
        begun: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            if row.wait_s is None:
                continue
            start = row.arrived_min + row.wait_s / 60
            if row.wait_s > 0:
                waits[row.line].append((row.arrived_min, start))
            if row.server is not None and row.service_s is not None:
                self.services[row.server].append((start, start + row.service_s / 60, row.line))
                begun[row.line].append(start)
        self._waits = {line: np.array(found) for line, found in waits.items()}
        self._begun = {line: np.sort(found) for line, found in begun.items()}

    def desk(self, day: date, counter: str, horizon: float) -> Desk | None:
        services = sorted(self.services[counter])
        serves = self._serves(counter)
        if not serves:
            return None
        spans: list[tuple[float, float]] = []
        since, until = services[0][:2]
        for start, end, _ in services[1:]:
            if start > until and self._away(until, start, serves):
                spans.append((since, until))
                since = start
            elif self._waited_at(until, serves):
                self.handovers.append(max(0.0, start - until))
            until = max(until, end)
        spans.append((since, until))
        within = [(max(0.0, a), min(b, horizon)) for a, b in spans]
        return Desk(day, counter, tuple(_joined((s for s in within if s[0] < s[1]), 0.0)), serves)

    def _serves(self, counter: str) -> tuple[str, ...]:
        """All its lines of the services that it has often enough today."""
        found = {
            line
            for (name, service), n in self._often.items()
            if name == counter and n >= LEAST_SERVED
            for line in self._ever.get((counter, service), ())
        }
        return tuple(sorted(found))

    def _away(self, since: float, until: float, serves: Sequence[str]) -> bool:
        for line in serves:
            waits = self._waits.get(line)
            if waits is not None and len(waits):
                during = np.minimum(waits[:, 1], until) - np.maximum(waits[:, 0], since)
                if during.max() >= WAITED_MIN:
                    return True
        return sum(self._number(line, since, until) for line in serves) >= PASSED_OVER

    def _number(self, line: str, since: float, until: float) -> int:
        begun: Array = self._begun.get(line, np.empty(0))
        return int(np.searchsorted(begun, until) - np.searchsorted(begun, since, "right"))

    def _waited_at(self, moment: float, serves: Sequence[str]) -> bool:
        return any(
            bool(np.any((waits[:, 0] < moment) & (waits[:, 1] > moment)))
            for line in serves
            if (waits := self._waits.get(line)) is not None
        )
