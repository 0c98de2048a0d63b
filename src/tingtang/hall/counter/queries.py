"""Readers of seats."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.hall.counter.rules import SeatState
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read

SEAT_COLUMNS = (
    "counter_id", "state", "staff_id", "ticket_id", "pause", "since", "version",
    "held_until", "held_for", "busy_until", "summoned_until", "summoned_id", "summons_declined",
)  # fmt: skip
_COLUMNS = ", ".join(SEAT_COLUMNS)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat now. `version` is what a screen carries back."""

    counter_id: UUID
    state: SeatState
    staff_id: UUID | None
    ticket_id: UUID | None
    pause: str | None
    since: datetime
    version: int
    held_until: datetime | None = None
    held_for: UUID | None = None
    busy_until: datetime | None = None
    summoned_until: datetime | None = None
    summoned_id: UUID | None = None
    summons_declined: bool = False

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


def seat_row(counter_id: UUID, state: str, *rest: Any) -> SeatRow:
    """A seat, of `SEAT_COLUMNS`."""
    return SeatRow(counter_id, SeatState(state), *rest)


def seats_read(branch_id: UUID) -> Read[SeatRow]:
    """All seats of the branch that were ever taken."""
    return Read(f"select {_COLUMNS} from hall_seat where branch_id = %s", (branch_id,), seat_row)


def seat_of_read(branch_id: UUID, ticket_id: UUID) -> Read[SeatRow]:
    """The seat that a ticket is at."""
    return Read(
        f"select {_COLUMNS} from hall_seat where branch_id = %s and ticket_id = %s",
        (branch_id, ticket_id),
        seat_row,
    )


def never_taken(counter_id: UUID, at: datetime) -> SeatRow:
    """What a seat without a row is."""
    return SeatRow(counter_id, SeatState.VACANT, None, None, None, at, 0)
