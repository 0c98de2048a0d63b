"""Readers of tickets."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.hall.counter.queries import SEAT_COLUMNS, SeatRow, seat_row
from tingtang.hall.ticket.rules import (
    State,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket, with its visit's three fields."""

    id: UUID
    visit_id: UUID
    label: str
    service_id: UUID
    more: list[UUID]
    state: State
    line: int
    line_class: int
    counter_id: UUID | None
    place: int
    overtaken: int
    version: int
    channel: str
    language: str
    issued_at: datetime
    called_at: datetime | None
    recalled_at: datetime | None
    recalls: int
    started_at: datetime | None
    ended_at: datetime | None
    missed_at: datetime | None
    until: datetime | None
    parked_for: str | None
    late_used: int
    served_by: UUID | None
    outcome: str | None
    ahead: int | None
    low_s: int | None
    high_s: int | None
    expected_s: float | None
    spread: float | None
    rating_asked: bool
    business_date: date
    customer_class: str
    protected: bool | None
    need: str | None
    booked: bool
    emergency: bool

    @property
    def ticket_id(self) -> UUID:
        """Its id, as a line knows it."""
        return self.id

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_VISIT = ("customer_class", "protected", "need", "booked", "emergency")
_COLUMNS = ", ".join(
    f"v.{field.name}" if field.name in _VISIT else f"t.{field.name}" for field in fields(TicketRow)
)
_FROM = "from hall_ticket t join hall_visit v on v.branch_id = t.branch_id and v.id = t.visit_id"


def _ticket_row(*columns: Any) -> TicketRow:
    row = list(columns)
    row[5] = State(row[5])
    return TicketRow(*row)


def ticket_read(branch_id: UUID, ticket_id: UUID) -> Read[TicketRow]:
    """One ticket of the branch."""
    return Read(
        f"select {_COLUMNS} {_FROM} where t.branch_id = %s and t.id = %s",
        (branch_id, ticket_id),
        _ticket_row,
    )


def visit_ticket_read(branch_id: UUID, visit_id: UUID) -> Read[TicketRow]:
    """The ticket of a visit that its marks and its line are those of, if it has one: the number
    before the talk that goes beside it, and what has not ended before what has.
    """
    return Read(
        f"select {_COLUMNS} {_FROM} where t.branch_id = %s and t.visit_id = %s order by "
        "(t.ended_at is null) desc, (t.label <> '') desc, t.place desc limit 1",
        (branch_id, visit_id),
        _ticket_row,
    )


_NUMBER_OF_VISIT = (
    "where t.branch_id = %s and t.visit_id = (select coalesce(v.joined_id, v.id) from hall_visit v "
    "where v.branch_id = t.branch_id and v.id = %s) and t.label <> '' and t.state <> 'merged' "
    "order by t.place desc limit 1"
)


def visit_number_read(branch_id: UUID, visit_id: UUID) -> Read[TicketRow]:
    """The number of a visit, or of the one that it turned out to be: talks beside it have none."""
    return Read(f"select {_COLUMNS} {_FROM} {_NUMBER_OF_VISIT}", (branch_id, visit_id), _ticket_row)


def visit_seat_read(branch_id: UUID, visit_id: UUID) -> Read[SeatRow]:
    """The seat that the number of a visit is at."""
    return Read(
        f"select {', '.join(SEAT_COLUMNS)} from hall_seat where branch_id = %s "
        f"and ticket_id = (select t.id from hall_ticket t {_NUMBER_OF_VISIT})",
        (branch_id, branch_id, visit_id),
        seat_row,
    )


def kept_seat_read(branch_id: UUID, ticket_id: UUID) -> Read[SeatRow]:
    """The desk that is kept for the holder of a ticket."""
    return Read(
        f"select {', '.join(SEAT_COLUMNS)} from hall_seat where branch_id = %s "
        "and held_for = (select visit_id from hall_ticket where branch_id = %s and id = %s)",
        (branch_id, branch_id, ticket_id),
        seat_row,
    )


_LIVE = (
    f"select {_COLUMNS} {_FROM} where t.branch_id = %s and t.business_date in "
    "(select date from bank_day where branch_id = %s and state <> 'closed') and t.state in "
)


def live_tickets_read(branch_id: UUID) -> Read[TicketRow]:
    """Every ticket that has not ended, of the days that are not closed."""
    live = "('waiting', 'called', 'serving', 'parked', 'missed') order by t.place"
    return Read(_LIVE + live, (branch_id, branch_id), _ticket_row)


def unserved_tickets_read(branch_id: UUID, most: int) -> Read[TicketRow]:
    """The first of the live tickets that are at no counter."""
    live = "('waiting', 'parked', 'missed') order by t.place limit %s"
    return Read(_LIVE + live, (branch_id, branch_id, most), _ticket_row)


def ended_tickets_read(branch_id: UUID, day: date) -> Read[TicketRow]:
    """The tickets of a business date that have ended."""
    ended = "t.state in ('done', 'abandoned', 'merged', 'unserved', 'diverted')"
    return Read(
        f"select {_COLUMNS} {_FROM} "
        f"where t.branch_id = %s and t.business_date = %s and {ended} order by t.place",
        (branch_id, day),
        _ticket_row,
    )


def due_tickets_read(branch_id: UUID, at: datetime) -> Read[UUID]:
    """The tickets that stood aside until now: “I'll be late” has run out, a slot has begun."""
    return Read(
        "select id from hall_ticket where branch_id = %s and state = 'parked' "
        "and parked_for in ('late', 'booked') and until <= %s order by until, place",
        (branch_id, at),
        lambda ticket_id: ticket_id,
    )
