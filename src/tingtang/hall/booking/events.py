"""What happens to appointments and reservations of cash. Bands only: never a sum, never a phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event, Plain


@dataclass(frozen=True, slots=True)
class BookingMade(Event):
    """A slot is kept for somebody, until the code is given or the time for that is over."""

    kind: ClassVar[str] = "booking.made"
    booking: UUID
    service: UUID
    slot: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class BookingConfirmed(Event):
    """The code was given: the slot is theirs."""

    kind: ClassVar[str] = "booking.confirmed"
    booking: UUID


@dataclass(frozen=True, slots=True)
class BookingCancelled(Event):
    """The slot is free again."""

    kind: ClassVar[str] = "booking.cancelled"
    booking: UUID


@dataclass(frozen=True, slots=True)
class BookingMet(Event):
    """Whoever booked has come, and has a number; `state` tells whether in time."""

    kind: ClassVar[str] = "booking.met"
    booking: UUID
    ticket: UUID
    state: str


@dataclass(frozen=True, slots=True)
class PhonesForgotten(Event):
    """The phone numbers of appointments and reservations of a month ago were erased."""

    kind: ClassVar[str] = "booking.phones_forgotten"
    bookings: int
    cash: int


@dataclass(frozen=True, slots=True)
class CashReserved(Event):
    """Somebody wants cash on a day. `band`: the lower end of the sum's band, in yuan."""

    kind: ClassVar[str] = "cash.reserved"
    cash: UUID
    day: date
    band: int
    currency: str
    again: bool = False  # moved to this day


@dataclass(frozen=True, slots=True)
class CashAsked(Event):
    """Somebody wants cash now: what follows, and why."""

    kind: ClassVar[str] = "cash.asked"
    cash: UUID
    band: int
    currency: str
    decision: Mapping[str, Plain]
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class CashMoved(Event):
    """A reservation was confirmed, prepared or cancelled, or became a transfer."""

    kind: ClassVar[str] = "cash.moved"
    cash: UUID
    move: str
    state: str


@dataclass(frozen=True, slots=True)
class CashPaid(Event):
    """Cash was paid: all that was left, or a part. `band` is of what was paid now."""

    kind: ClassVar[str] = "cash.paid"
    cash: UUID
    band: int
    state: str


@dataclass(frozen=True, slots=True)
class CashHeld(Event):
    """A payment waits for a supervisor's look: signs of fraud, by code."""

    kind: ClassVar[str] = "cash.held"
    cash: UUID
    reason: str
    help: UUID


@dataclass(frozen=True, slots=True)
class CashReviewed(Event):
    """A supervisor lifted the hold, or the police know of it; their reference isn't kept here."""

    kind: ClassVar[str] = "cash.reviewed"
    cash: UUID
    move: str
    state: str


@dataclass(frozen=True, slots=True)
class CashOverdue(Event):
    """Nobody reviewed a hold in time: the heads are called."""

    kind: ClassVar[str] = "cash.overdue"
    cash: UUID
    help: UUID
