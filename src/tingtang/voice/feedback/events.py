"""What customers say of a service."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class ServiceRated(Event):
    """A service was rated, 1 to 5."""

    kind: ClassVar[str] = "feedback.rated"
    ticket: UUID
    counter: UUID
    score: int
