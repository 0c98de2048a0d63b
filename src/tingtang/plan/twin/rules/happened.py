"""What happened on past days, as rows to learn from. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.hall.ticket.rules import Past, State
from tingtang.hall.visit.rules import LineClass

_MONDAY: Final = date(2024, 1, 1)  # of any week
_LINES: Final = frozenset(each.word for each in LineClass)


@dataclass(frozen=True, slots=True)
class Ended:
    """A ticket of a closed day. `alone`: it left its line and came back, so how long it waited in
    one stretch is not known. `offered`: the place offered instead, last.
    """

    id: UUID
    day: date
    line_class: int
    service: UUID
    state: State
    alone: bool
    issued_at: datetime
    called_at: datetime | None
    missed_at: datetime | None
    ended_at: datetime | None
    counter: UUID | None
    offered: str | None
    accepted: bool


def row_of(plan: Plan, ended: Ended) -> Row | None:
    """What one of our own tickets tells; None where it tells nothing: it was joined to another, or
    the plan does not know its service any more.
    """
    service, opening = plan.services.get(ended.service), plan.opening(ended.day)
    if service is None or opening is None or ended.state is State.MERGED:
        return None
    outcome, until = _end(ended)
    server = plan.counters.get(ended.counter) if ended.counter else None
    served = outcome is Outcome.SERVED
    minute = (ended.issued_at - opening[0]).total_seconds() / 60
    return Row(
        id=str(ended.id),
        day=ended.day,
        class_id=LineClass(ended.line_class).word,
        service=service.code,
        arrived_min=max(0.0, minute),  # numbers are given before the doors open
        wait_s=None if ended.alone else _seconds(ended.issued_at, until),
        outcome=outcome,
        service_s=_seconds(ended.called_at, ended.ended_at) if served else None,
        server=server.number if server and served else None,
        offered=ended.offered,
        accepted=ended.accepted,
    )


def _end(ended: Ended) -> tuple[Outcome, datetime | None]:
    """How the wait ended, and when. A customer who was called and did not come had gone by then; of
    one who was still there at closing, or was helped elsewhere, only that is known.
    """
    if ended.state is State.DONE:
        return Outcome.SERVED, ended.called_at
    if ended.missed_at is not None:
        return Outcome.ABSENT, ended.called_at or ended.missed_at
    if ended.state is State.ABANDONED:
        return Outcome.LEFT, ended.ended_at
    return Outcome.OPEN, ended.called_at or ended.ended_at


def _seconds(since: datetime | None, until: datetime | None) -> float | None:
    return None if since is None or until is None else (until - since).total_seconds()


def past_row(
    plan: Plan, day: date, past: Past, service_of: Callable[[str], str | None]
) -> Row | None:
    """What an imported ticket tells; None where the plan has no such service, or was shut."""
    code, opening = service_of(past.service), plan.opening(day)
    if code is None or opening is None:
        return None
    served = past.outcome == "served"
    since = past.queued_at or past.arrived_at
    return Row(
        id=past.ticket,
        day=day,
        class_id=past.segment if past.segment in _LINES else LineClass.ORDINARY.word,
        service=code,
        arrived_min=(since - opening[0]).total_seconds() / 60,
        wait_s=_seconds(past.queued_at, past.left_queue_at),
        outcome=Outcome.SERVED if served else Outcome.LEFT,
        service_s=_seconds(past.service_started_at, past.service_ended_at) if served else None,
        server=past.server if served else None,
    )


def service_names(plan: Plan) -> Callable[[str], str | None]:
    """The code of a service by its code, or by any of its names."""
    known: Mapping[str, str] = {
        name: service.code
        for service in plan.services.values()
        for name in (service.code, *service.name.values())
    }
    return known.get


def longest_day_min(plan: Plan) -> float:
    """From opening to closing, on the weekday that is open longest."""
    week = [_MONDAY + timedelta(days=ahead) for ahead in range(7)]
    spans = [opening[1] - opening[0] for each in week if (opening := plan.opening(each))]
    return max((span.total_seconds() / 60 for span in spans), default=0.0)
