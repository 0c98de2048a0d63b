"""What happens on a visit."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class HelpAsked(Event):
    """Somebody asked for help; `summoned` is the member of staff it goes to first."""

    kind: ClassVar[str] = "help.asked"
    help: UUID
    place: str
    summoned: UUID | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class HelpAnswered(Event):
    """A member of staff is on the way."""

    kind: ClassVar[str] = "help.answered"
    help: UUID
    staff: UUID


@dataclass(frozen=True, slots=True)
class HelpEscalated(Event):
    """Nobody answered in time: it goes to the next person."""

    kind: ClassVar[str] = "help.escalated"
    help: UUID
    summoned: UUID | None = None


@dataclass(frozen=True, slots=True)
class HelpClosed(Event):
    """The customer has been helped, or needs none any more."""

    kind: ClassVar[str] = "help.closed"
    help: UUID


@dataclass(frozen=True, slots=True)
class CardRead(Event):
    """A card or an ID was read. Of whom stands nowhere here: not the number, not its index."""

    kind: ClassVar[str] = "visit.card_read"
    visit: UUID
    read: str  # card, id
