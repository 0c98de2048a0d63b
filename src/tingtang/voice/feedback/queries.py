"""Readers of feedback."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating."""

    ticket_id: UUID
    counter_id: UUID
    score: int


_SELECT = "select ticket_id, counter_id, score from voice_rating where branch_id = %s and "


def rating_read(branch_id: UUID, ticket_id: UUID) -> Read[RatingRow]:
    """The rating of one ticket, if it was given."""
    return Read(_SELECT + "ticket_id = %s", (branch_id, ticket_id), RatingRow)


def ratings_read(branch_id: UUID, day: date) -> Read[RatingRow]:
    """The ratings of a business date."""
    return Read(_SELECT + "business_date = %s", (branch_id, day), RatingRow)
