"""Readers of the imported history."""

from dataclasses import fields
from datetime import date
from uuid import UUID

from tingtang.hall.ticket.rules import (
    Past,
)
from tingtang.ledger.turn import Read

PAST_COLUMNS = tuple(field.name for field in fields(Past))


def past_read(branch_id: UUID, first: date, last: date) -> Read[Past]:
    """The history of these days."""
    return Read(
        f"select {', '.join(PAST_COLUMNS)} from hall_past_ticket "
        "where branch_id = %s and date between %s and %s",
        (branch_id, first, last),
        Past,
    )
