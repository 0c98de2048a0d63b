"""What happened to one customer, and which parts of it can be believed."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

MOST_WAIT_S: Final = 6 * 3600.0
MOST_SERVICE_S: Final = 4 * 3600.0
TOLERANCE_S: Final = 60.0  #: two clocks of one house may differ by so much


class Outcome(StrEnum):
    """How a wait ended. What is known of the patience follows from it."""

    SERVED = "served"  #: patience is longer than the wait
    LEFT = "left"  #: said so, or hung up: patience is the wait
    ABSENT = "absent"  #: gone before the call: patience is shorter than the wait until the call
    OPEN = "open"  #: still waiting when seen last: patience is longer


class Fault(StrEnum):
    """Why a row, or one field of it, is refused. Codes are stable."""

    DUPLICATE = "duplicate"
    CLOSED_DAY = "closed_day"
    NO_ARRIVAL = "no_arrival"
    OUTSIDE_OPENING = "outside_opening"
    UNREADABLE = "unreadable"
    WAIT_MISSING = "wait_missing"
    WAIT_NEGATIVE = "wait_negative"
    WAIT_ABSURD = "wait_absurd"
    TIMES_DO_NOT_ADD_UP = "times_do_not_add_up"
    SERVICE_MISSING = "service_missing"
    SERVICE_ENDS_BEFORE_START = "service_ends_before_start"
    SERVICE_ABSURD = "service_absurd"
    SERVER_MISSING = "server_missing"


@dataclass(frozen=True, slots=True)
class Row:
    """One customer. `arrived_min`: when they joined the line, minutes from opening; `wait_s` until
    service, leaving, call, or when they were seen last. `started_min` only where it was kept apart
    from the wait. `joined` is false of who turned away before any line: they came, and no counter
    had to do with them. `offered`: the place that was offered instead; `accepted` whether it was
    taken.
    """

    id: str
    day: date
    class_id: str
    service: str
    arrived_min: float
    wait_s: float | None
    outcome: Outcome
    service_s: float | None = None
    server: str | None = None
    started_min: float | None = None
    joined: bool = True
    offered: str | None = None
    accepted: bool = False

    @property
    def line(self) -> str:
        """A line holds one class and one service, as in the hall."""
        return f"{self.class_id}/{self.service}"


@dataclass(frozen=True, slots=True)
class Refusals:
    """How many rows were given, which were refused whole, and which fields of the others."""

    given: int
    rows: Mapping[Fault, int] = field(default_factory=dict)
    fields: Mapping[str, Mapping[Fault, int]] = field(default_factory=dict)

    @property
    def accepted(self) -> int:
        return self.given - sum(self.rows.values())

    def share(self, name: str) -> float:
        """The part of the accepted rows whose field was refused."""
        return sum(self.fields.get(name, {}).values()) / self.accepted if self.accepted else 0.0

    def json(self) -> dict[str, object]:
        return {
            "given": self.given,
            "accepted": self.accepted,
            "rows": {str(fault): n for fault, n in sorted(self.rows.items())},
            "fields": {
                name: {
                    "share": self.share(name),
                    "reasons": {str(fault): n for fault, n in sorted(faults.items())},
                }
                for name, faults in sorted(self.fields.items())
            },
        }


#: By day the spans of minutes in which the doors were open.
Doors = Mapping[date, Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Sound:
    """Rows to reckon with, in one order whatever theirs was. A field that is refused is None."""

    rows: tuple[Row, ...]
    refused: Refusals


def sound(rows: Iterable[Row], doors: Doors, unreadable: int = 0) -> Sound:
    """Refuse what cannot be. A row without a believable wait, service or server still is an
    arrival. `unreadable`: rows that could not even be read, to be counted with the others.
    """
    whole: Counter[Fault] = Counter({Fault.UNREADABLE: unreadable} if unreadable else {})
    fields: dict[str, Counter[Fault]] = defaultdict(Counter)
    kept: list[Row] = []
    seen: set[tuple[date, str]] = set()
    given = unreadable
    for row in sorted(rows, key=_rank):
        given += 1
        fault = _of_row(row, doors, seen)
        if fault is not None:
            whole[fault] += 1
            continue
        seen.add((row.day, row.id))
        kept.append(_believed(row, fields))
    told = {name: dict(faults) for name, faults in fields.items()}
    return Sound(tuple(kept), Refusals(given, dict(whole), told))


def _rank(row: Row) -> tuple[object, ...]:
    """An order that every list of the same rows shares, those alike but for a field included."""
    arrived = row.arrived_min if math.isfinite(row.arrived_min) else math.inf
    return (row.day, arrived, row.id, repr(row))


def _of_row(row: Row, doors: Doors, seen: set[tuple[date, str]]) -> Fault | None:
    if (row.day, row.id) in seen:
        return Fault.DUPLICATE
    if not math.isfinite(row.arrived_min):
        return Fault.NO_ARRIVAL
    spans = doors.get(row.day)
    if not spans:
        return Fault.CLOSED_DAY
    if not any(start <= row.arrived_min < end for start, end in spans):
        return Fault.OUTSIDE_OPENING
    return None


def _believed(row: Row, fields: dict[str, Counter[Fault]]) -> Row:
    """The row without what its fields cannot be."""
    wait, service, server = _of_wait(row), _of_service(row), None
    if row.outcome is Outcome.SERVED and row.server is None:
        server = Fault.SERVER_MISSING
    for name, fault in (("wait", wait), ("service", service), ("server", server)):
        if fault is not None:
            fields[name][fault] += 1
    served = row.outcome is Outcome.SERVED
    return Row(
        id=row.id,
        day=row.day,
        class_id=row.class_id,
        service=row.service,
        arrived_min=row.arrived_min,
        wait_s=None if wait else row.wait_s,
        outcome=row.outcome,
        service_s=row.service_s if served and service is None else None,
        server=row.server if served else None,
        joined=row.joined,
        offered=row.offered,
        accepted=row.accepted,
    )


def _of_wait(row: Row) -> Fault | None:
    if row.wait_s is None:
        return Fault.WAIT_MISSING
    if row.wait_s < 0:
        return Fault.WAIT_NEGATIVE
    if not row.wait_s <= MOST_WAIT_S:  # not a number is absurd, too
        return Fault.WAIT_ABSURD
    if row.started_min is None:
        return None
    off = abs(row.arrived_min * 60 + row.wait_s - row.started_min * 60)
    return None if off <= TOLERANCE_S else Fault.TIMES_DO_NOT_ADD_UP


def _of_service(row: Row) -> Fault | None:
    if row.outcome is not Outcome.SERVED:
        return None
    if row.service_s is None:
        return Fault.SERVICE_MISSING
    if row.service_s < 0:
        return Fault.SERVICE_ENDS_BEFORE_START
    if not 0 < row.service_s <= MOST_SERVICE_S:
        return Fault.SERVICE_ABSURD
    return None
