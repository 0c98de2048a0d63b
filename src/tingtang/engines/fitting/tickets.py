"""Rows of the `tickets` table of INTERFACES.md."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tingtang.engines.fitting.rows import Outcome, Row

NOBODY = ("", "NO_SERVER")


def rows_of(records: Iterable[Mapping[str, str]], opens_min: float = 0.0) -> tuple[list[Row], int]:
    """Rows, and how many could not be read. Day and minutes are those of the arrival; minute 0 is
    `opens_min` after midnight.

    Who was served and has no time in the line was not made to wait. Who left and has none never
    joined the line: the arrival counts, the wait is missing. Whoever left is known to have left
    then: the table has the moment.
    """
    rows: list[Row] = []
    unreadable = 0
    for record in records:
        try:
            rows.append(_row(record, opens_min))
        except (KeyError, ValueError):
            unreadable += 1
    return rows, unreadable


def _row(record: Mapping[str, str], opens_min: float) -> Row:
    arrived = datetime.fromisoformat(record["arrived_at"])
    queued, left = _time(record, "queued_at"), _time(record, "left_queue_at")
    started, ended = _time(record, "service_started_at"), _time(record, "service_ended_at")
    served = {"served": True, "abandoned": False}[record["outcome"]]
    joined = queued or (started if served and started else arrived)
    if queued is not None and left is not None:
        wait: float | None = (left - queued).total_seconds()
    else:
        wait = 0.0 if served else None
    service = (ended - started).total_seconds() if served and started and ended else None
    return Row(
        id=record["ticket"],
        day=arrived.date(),
        class_id=record["segment"],
        service=record["service"],
        arrived_min=_minute(joined, arrived) - opens_min,
        wait_s=wait,
        outcome=Outcome.SERVED if served else Outcome.LEFT,
        service_s=service,
        server=None if record["server"] in NOBODY else record["server"],
        joined=served or queued is not None,
        started_min=_minute(started, arrived) - opens_min if served and started else None,
    )


def _time(record: Mapping[str, str], name: str) -> datetime | None:
    return datetime.fromisoformat(record[name]) if record[name] else None


def _minute(moment: datetime, arrived: datetime) -> float:
    """From the midnight before the arrival."""
    midnight = arrived.replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - midnight).total_seconds() / 60
