"""Readers of visits and calls for help."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.hall.visit.rules import HelpState
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A call for help."""

    id: UUID
    state: HelpState
    asked_at: datetime
    asked_by: str
    summoned_id: UUID | None
    answered_id: UUID | None
    ticket_id: UUID | None
    place: str


_COLUMNS = "id, state, asked_at, asked_by, summoned_id, answered_id, ticket_id, place"


def _help(help_id: UUID, state: str, *rest: Any) -> HelpRow:
    return HelpRow(help_id, HelpState(state), *rest)


def help_read(branch_id: UUID, help_id: UUID) -> Read[HelpRow]:
    """One call for help."""
    return Read(
        f"select {_COLUMNS} from hall_help where branch_id = %s and id = %s",
        (branch_id, help_id),
        _help,
    )


def open_help_read(branch_id: UUID) -> Read[HelpRow]:
    """The calls for help that are not closed, oldest first."""
    return Read(
        f"select {_COLUMNS} from hall_help where branch_id = %s "
        "and state in ('asked', 'answered', 'escalated') order by asked_at",
        (branch_id,),
        _help,
    )


@dataclass(frozen=True, slots=True)
class NeedRow:
    """The kind of a protected need: staff screens only, erased at the day's end."""

    visit_id: UUID
    need: str


def needs_read(branch_id: UUID, day: date) -> Read[NeedRow]:
    """The kinds of need of the day's visits."""
    return Read(
        "select id, need from hall_visit "
        "where branch_id = %s and business_date = %s and need is not null",
        (branch_id, day),
        NeedRow,
    )


def overdue_help_read(branch_id: UUID, before: datetime) -> Read[UUID]:
    """The calls for help that nobody has answered since `before`."""
    return Read(
        "select id from hall_help where branch_id = %s and state = 'asked' and asked_at <= %s",
        (branch_id, before),
        lambda help_id: help_id,
    )


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A visit as far as a card reader is concerned."""

    id: UUID
    index: bytes | None


def _read_row(visit_id: UUID, index: bytes | None) -> ReadRow:
    return ReadRow(visit_id, None if index is None else bytes(index))


def visit_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[ReadRow]:
    """One visit of the day."""
    return Read(
        "select id, reader_index from hall_visit "
        "where branch_id = %s and id = %s and business_date = %s",
        (branch_id, visit_id, day),
        _read_row,
    )


def lately_read(branch_id: UUID, index: bytes, day: date, since: datetime) -> Read[ReadRow]:
    """The visit of the day that began with this card since then, if any."""
    return Read(
        "select id, reader_index from hall_visit where branch_id = %s and business_date = %s "
        "and reader_index = %s and arrived_at >= %s order by arrived_at desc limit 1",
        (branch_id, day, index, since),
        _read_row,
    )
