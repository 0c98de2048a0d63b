"""What happens to the people of a branch."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class StaffEntered(Event):
    """Somebody joined the branch, or their post changed."""

    kind: ClassVar[str] = "staff.entered"
    staff: UUID
    post: str


@dataclass(frozen=True, slots=True)
class ShiftsSet(Event):
    """The shifts of one day were set."""

    kind: ClassVar[str] = "staff.shifts_set"
    date: date
    shifts: int
