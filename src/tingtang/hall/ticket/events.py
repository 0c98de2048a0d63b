"""What happens to a ticket. Ids, codes and numbers only: never a name, never the kind of a need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event, Plain


@dataclass(frozen=True, slots=True)
class TicketIssued(Event):
    """A number was given. The estimate is what the customer was told, `decision` the line's;
    `class_by` what the class rests on, `class_reason` why the staff says it.
    """

    kind: ClassVar[str] = "ticket.issued"
    ticket: UUID
    visit: UUID
    label: str
    service: UUID
    customer_class: str
    protected: bool | None  # None: nobody has said
    booked: bool
    emergency: bool
    place: int
    channel: str
    language: str
    ahead: int
    decision: Mapping[str, Plain]
    class_by: str = "signals"
    class_reason: str | None = None
    low_s: int | None = None
    high_s: int | None = None


@dataclass(frozen=True, slots=True)
class TicketCalled(Event):
    """A ticket was called to a counter: why this one, the heads of the lines it passed, and by
    which version of the table of order, if the rule chose.
    """

    kind: ClassVar[str] = "ticket.called"
    ticket: UUID
    counter: UUID
    why: str
    discipline: str
    passed: tuple[UUID, ...] = ()
    order: str | None = None


@dataclass(frozen=True, slots=True)
class TicketRecalled(Event):
    """A called ticket was called again."""

    kind: ClassVar[str] = "ticket.recalled"
    ticket: UUID
    counter: UUID
    times: int


@dataclass(frozen=True, slots=True)
class TicketArrived(Event):
    """The called customer is at the counter: service begins."""

    kind: ClassVar[str] = "ticket.arrived"
    ticket: UUID
    counter: UUID


@dataclass(frozen=True, slots=True)
class TicketMissed(Event):
    """Nobody came: the counter is free again; the place is kept until `until`."""

    kind: ClassVar[str] = "ticket.missed"
    ticket: UUID
    counter: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class TicketPlaced(Event):
    """A ticket came back into a line, or changed its line: rejoin, resume, transfer, change, go on.

    `place` is its order from now; `counter` the one it is reserved for, if any; `more` the further
    services that it still wants, where these changed.
    """

    kind: ClassVar[str] = "ticket.placed"
    ticket: UUID
    move: str
    service: UUID
    place: int
    overtaken: int
    counter: UUID | None = None
    from_counter: UUID | None = None
    more: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class TicketParked(Event):
    """A ticket stands aside, uncallable, in its place."""

    kind: ClassVar[str] = "ticket.parked"
    ticket: UUID
    reason: str
    until: datetime | None = None
    from_counter: UUID | None = None


@dataclass(frozen=True, slots=True)
class TicketMarked(Event):
    """Class, protected need or emergency were set. The kind of a need never enters the ledger."""

    kind: ClassVar[str] = "ticket.marked"
    ticket: UUID
    visit: UUID
    customer_class: str
    protected: bool | None
    emergency: bool
    decision: Mapping[str, Plain]  # which line follows


@dataclass(frozen=True, slots=True)
class ServiceAdded(Event):
    """One more service on the same ticket."""

    kind: ClassVar[str] = "ticket.service_added"
    ticket: UUID
    service: UUID


@dataclass(frozen=True, slots=True)
class ServiceBegun(Event):
    """Somebody is served without a number. A visit that was there before brings its class along."""

    kind: ClassVar[str] = "ticket.begun"
    ticket: UUID
    visit: UUID
    service: UUID
    counter: UUID
    customer_class: str | None = None
    protected: bool | None = None
    booked: bool | None = None
    emergency: bool | None = None


@dataclass(frozen=True, slots=True)
class TicketFinished(Event):
    """The service ended. `seconds` from arrival at the counter, or from the call where unmarked."""

    kind: ClassVar[str] = "ticket.finished"
    ticket: UUID
    counter: UUID
    seconds: int


@dataclass(frozen=True, slots=True)
class TicketReopened(Event):
    """A mistaken finish was taken back."""

    kind: ClassVar[str] = "ticket.reopened"
    ticket: UUID
    counter: UUID


@dataclass(frozen=True, slots=True)
class TicketEnded(Event):
    """A ticket ended without service: it left, was merged into another, or the day ended."""

    kind: ClassVar[str] = "ticket.ended"
    ticket: UUID
    outcome: str
    into: UUID | None = None
    from_counter: UUID | None = None


@dataclass(frozen=True, slots=True)
class TicketPrinted(Event):
    """A slip was printed, or failed to; a reprint bears the same number."""

    kind: ClassVar[str] = "ticket.printed"
    ticket: UUID
    ok: bool


@dataclass(frozen=True, slots=True)
class RatingAsked(Event):
    """The customer was asked to rate the service."""

    kind: ClassVar[str] = "ticket.rating_asked"
    ticket: UUID


@dataclass(frozen=True, slots=True)
class PaperBlockOpened(Event):
    """A block of paper numbers was set aside."""

    kind: ClassVar[str] = "ticket.paper_block"
    block: UUID
    service: UUID
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class HistoryKept(Event):
    """Tickets of past days were brought in from a file, known by its SHA-256."""

    kind: ClassVar[str] = "ticket.history_kept"
    tickets: int
    left_out: int
    first: date
    last: date
    file: str
