"""What happens to an offer. Ids, codes and bands only: never a sum, never the kind of a need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event, Plain


@dataclass(frozen=True, slots=True)
class DiversionOffered(Event):
    """Another place was offered. `asked`: the customer asked for it; `amount_said`: a sum stood
    among what was decided on; `equal`: shown as one of two equal buttons, recommended by nobody.
    """

    kind: ClassVar[str] = "diversion.offered"
    offer: UUID
    ticket: UUID
    visit: UUID
    door: str
    place: str
    asked: bool
    amount_said: bool
    equal: bool
    decision: Mapping[str, Plain]
    machine: UUID | None = None
    counter: UUID | None = None


@dataclass(frozen=True, slots=True)
class DiversionNotOffered(Event):
    """Nothing was offered, and why not."""

    kind: ClassVar[str] = "diversion.not_offered"
    offer: UUID
    ticket: UUID
    visit: UUID
    door: str
    why: str
    asked: bool
    amount_said: bool
    decision: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class DiversionAnswered(Event):
    """An offer was accepted, declined or withdrawn. `asks_at`: when it asks what became of it."""

    kind: ClassVar[str] = "diversion.answered"
    offer: UUID
    ticket: UUID
    answer: str
    declined_for: str | None = None
    asks_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DiversionClosed(Event):
    """What became of an accepted offer: done, returned or unknown."""

    kind: ClassVar[str] = "diversion.closed"
    offer: UUID
    ticket: UUID
    outcome: str
