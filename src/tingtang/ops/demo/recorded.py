"""Days that really happened: the `tickets` table of INTERFACES.md.

Times are seconds from midnight of the day on which the ticket arrived; what ends after midnight
lies beyond 86,400. Some sources write such an end with the date of the arrival: a time more than
twelve hours before the arrival is taken as the next day's.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO

COLUMNS = (
    "ticket",
    "segment",
    "service",
    "arrived_at",
    "queued_at",
    "left_queue_at",
    "outcome",
    "service_started_at",
    "service_ended_at",
    "server",
)
OUTCOMES = ("served", "abandoned")
DAY_S = 86_400


class TicketsFileError(ValueError):
    """One line: the file, the row, the field, and the mend."""


@dataclass(frozen=True, slots=True)
class RecordedTicket:
    """One customer of a recorded day; times in seconds from that day's midnight."""

    ticket: str
    segment: str
    service: str
    day: date
    arrived_s: int
    queued_s: int | None
    left_queue_s: int | None
    outcome: str
    started_s: int | None
    ended_s: int | None
    server: str | None

    @property
    def served(self) -> bool:
        return self.outcome == "served"

    @property
    def waited_s(self) -> int:
        """Seconds in the queue; 0 for a ticket that never queued."""
        if self.queued_s is None or self.left_queue_s is None:
            return 0
        return max(self.left_queue_s - self.queued_s, 0)

    @property
    def service_s(self) -> int | None:
        """Seconds of service, where they were recorded."""
        if self.started_s is None or self.ended_s is None:
            return None
        return max(self.ended_s - self.started_s, 0)


def read_tickets(path: Path, day: date | None = None) -> tuple[RecordedTicket, ...]:
    """All tickets of a CSV file (plain or gzip), or those of one day, by arrival."""
    with _opened(path) as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise TicketsFileError(f"{path}: no column {missing[0]}; needed: {','.join(COLUMNS)}")
        tickets = _tickets(path, reader, day)
        return tuple(sorted(tickets, key=lambda one: (one.day, one.arrived_s)))


def days_of(tickets: tuple[RecordedTicket, ...]) -> tuple[date, ...]:
    return tuple(sorted({one.day for one in tickets}))


def _opened(path: Path) -> IO[str]:
    try:
        if path.suffix == ".gz":
            return gzip.open(path, "rt", encoding="utf-8", newline="")
        return path.open(encoding="utf-8", newline="")
    except OSError as trouble:
        raise TicketsFileError(f"{path}: {trouble.strerror}; name a readable file") from trouble


def _tickets(path: Path, rows: csv.DictReader[str], day: date | None) -> Iterator[RecordedTicket]:
    wanted = None if day is None else day.isoformat()
    for number, row in enumerate(rows, start=2):
        if wanted is not None and not (row["arrived_at"] or "").startswith(wanted):
            continue
        try:
            yield _ticket(row)
        except ValueError as trouble:
            raise TicketsFileError(f"{path}: row {number}: {trouble}") from trouble


def _ticket(row: dict[str, str]) -> RecordedTicket:
    arrived = _time("arrived_at", row)
    if arrived is None:
        raise ValueError("arrived_at is empty; every ticket arrives")
    if row["outcome"] not in OUTCOMES:
        raise ValueError(f"outcome is {row['outcome']!r}; use served or abandoned")
    arrived_s = arrived.hour * 3600 + arrived.minute * 60 + arrived.second

    def after(field: str) -> int | None:
        moment = _time(field, row)
        if moment is None:
            return None
        seconds = arrived_s + int((moment - arrived).total_seconds())
        return seconds + DAY_S if seconds < arrived_s - DAY_S // 2 else seconds

    return RecordedTicket(
        ticket=row["ticket"],
        segment=row["segment"],
        service=row["service"],
        day=arrived.date(),
        arrived_s=arrived_s,
        queued_s=after("queued_at"),
        left_queue_s=after("left_queue_at"),
        outcome=row["outcome"],
        started_s=after("service_started_at"),
        ended_s=after("service_ended_at"),
        server=None if row["server"] in ("", "NO_SERVER") else row["server"],
    )


def _time(field: str, row: dict[str, str]) -> datetime | None:
    text = row[field]
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{field} is {text!r}; use 1999-02-01T09:30:00") from None
