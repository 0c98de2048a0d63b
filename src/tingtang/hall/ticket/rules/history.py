"""A ticket of the imported history. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Past:
    """A ticket of a day before this system, as its source recorded it; None: not known."""

    ticket: str
    segment: str
    service: str
    arrived_at: datetime
    queued_at: datetime | None
    left_queue_at: datetime | None
    outcome: str
    service_started_at: datetime | None
    service_ended_at: datetime | None
    server: str | None


PAST_OUTCOMES = ("served", "abandoned")
_LONGEST_STAY = timedelta(days=1)
#: Queue and counter were often timed by two clocks: a service may seem to begin so much too early.
_CLOCKS_APART = timedelta(seconds=2)


def impossible(past: Past) -> tuple[str, str] | None:
    """The field that can't be as it is, and why; None for what may have happened."""
    queued, left = past.queued_at, past.left_queue_at
    started, ended = past.service_started_at, past.service_ended_at
    if past.outcome not in PAST_OUTCOMES:
        return "outcome", "bad_outcome"
    for name in ("queued_at", "left_queue_at", "service_started_at", "service_ended_at"):
        moment = getattr(past, name)
        if moment is not None and moment < past.arrived_at:
            return name, "before_arrival"
        if moment is not None and moment - past.arrived_at > _LONGEST_STAY:
            return name, "too_late"
    if left is not None and (queued is None or left < queued):
        return "left_queue_at", "never_queued" if queued is None else "negative_wait"
    if started is not None and left is not None and left - started > _CLOCKS_APART:
        return "service_started_at", "served_while_queueing"
    if ended is not None and (started is None or ended < started):
        return "service_ended_at", "never_begun" if started is None else "negative_service"
    return None
