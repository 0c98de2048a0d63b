"""What happens at a seat."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class SeatSummoned(Event):
    """Somebody is asked to work a counter; without `staff`, whoever is free."""

    kind: ClassVar[str] = "seat.summoned"
    counter: UUID
    until: datetime
    staff: UUID | None = None


@dataclass(frozen=True, slots=True)
class SummonsDeclined(Event):
    """Whoever was asked can't come now."""

    kind: ClassVar[str] = "seat.summons_declined"
    counter: UUID


@dataclass(frozen=True, slots=True)
class DeskHeld(Event):
    """Somebody is being led to a desk, which is kept for them until then."""

    kind: ClassVar[str] = "seat.held"
    counter: UUID
    visit: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class DeskReleased(Event):
    """A desk is kept for nobody any more."""

    kind: ClassVar[str] = "seat.released"
    counter: UUID


@dataclass(frozen=True, slots=True)
class UntilSaid(Event):
    """Who serves at a desk said when it will be free."""

    kind: ClassVar[str] = "seat.until_said"
    counter: UUID
    until: datetime
