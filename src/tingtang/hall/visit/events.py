"""What happens on a visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event, Plain


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


@dataclass(frozen=True, slots=True)
class VisitGreeted(Event):
    """Somebody was greeted, so long before this entry; with `door` the visit began by it."""

    kind: ClassVar[str] = "visit.greeted"
    visit: UUID
    age_s: int
    door: int | None = None


@dataclass(frozen=True, slots=True)
class GreetingUndone(Event):
    """Nobody was greeted, after all; `gone`: nor did the visit begin that began by it."""

    kind: ClassVar[str] = "visit.greeting_undone"
    visit: UUID
    gone: bool


@dataclass(frozen=True, slots=True)
class VisitMarked(Event):
    """Care is owed to somebody who has no number that lives, or isn't; absent: nobody knows. The
    kind of the need never enters the ledger.
    """

    kind: ClassVar[str] = "visit.marked"
    visit: UUID
    protected: bool | None = None


@dataclass(frozen=True, slots=True)
class SignalNoted(Event):
    """A customer did or said something. Which class follows, and by which row, unless it rests on
    the staff's word.
    """

    kind: ClassVar[str] = "visit.signal_noted"
    visit: UUID
    signal: UUID
    code: str
    state: str
    strength: int
    source: str
    age_s: int
    customer_class: str
    decision: Mapping[str, Plain] | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class SignalUndone(Event):
    """A signal was taken back by whoever noted it."""

    kind: ClassVar[str] = "visit.signal_undone"
    visit: UUID
    signal: UUID
    code: str
    customer_class: str
    decision: Mapping[str, Plain] | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class CustomerLinked(Event):
    """The hall knows whose visit it is. Who that is stands nowhere here: only how it is known."""

    kind: ClassVar[str] = "visit.linked"
    visit: UUID
    linked_by: str  # reader, number, booking, own_rm
    customer_class: str
    class_by: str
    held: bool  # nobody sells to them now
    reason: str | None = None
    decision: Mapping[str, Plain] | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class VipArrived(Event):
    """A confirmed VIP is here: whose customer, and of which other branch."""

    kind: ClassVar[str] = "visit.vip_arrived"
    visit: UUID
    linked_by: str
    rm: UUID | None = None
    home: UUID | None = None  # absent: this branch
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class CustomerUnlinked(Event):
    """It was not that customer; `withdrawn`: an arrival was told, and isn't any more."""

    kind: ClassVar[str] = "visit.unlinked"
    visit: UUID
    reason: str
    withdrawn: bool
    customer_class: str
    class_by: str
    decision: Mapping[str, Plain] | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class VisitJoined(Event):
    """A visit turned out to be another, which has a number; `moved`: its signals that were new."""

    kind: ClassVar[str] = "visit.joined"
    visit: UUID
    into: UUID
    moved: tuple[UUID, ...]
    customer_class: str
    class_by: str
    decision: Mapping[str, Plain] | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class LinksForgotten(Event):
    """Visits of more than 30 days ago no longer say whose they were."""

    kind: ClassVar[str] = "visit.links_forgotten"
    visits: int


@dataclass(frozen=True, slots=True)
class VisitClassed(Event):
    """Somebody of the staff said the class, or took that back: then it rests on `class_by`
    again.
    """

    kind: ClassVar[str] = "visit.classed"
    visit: UUID
    customer_class: str
    class_by: str
    reason: str
    decision: Mapping[str, Plain] | None = None
    ticket: UUID | None = None
