"""What happens at a seat."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class SeatMoved(Event):
    """A seat was taken, opened, paused, closed or left. `staff` is who sits there now."""

    kind: ClassVar[str] = "seat.moved"
    counter: UUID
    move: str
    state: str
    staff: UUID | None = None
    pause: str | None = None
