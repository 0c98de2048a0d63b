"""Readers of appointments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.hall.booking.rules.bookings import BookingState
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class BookingRow:
    """An appointment, without what tells whose it is."""

    id: UUID
    service_id: UUID
    slot_at: datetime
    state: BookingState
    channel: str
    made_at: datetime
    ticket_id: UUID | None
    version: int

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


@dataclass(frozen=True, slots=True)
class BookingProof(BookingRow):
    """The same, with the index of the code that proves it, and for which customer it was made where
    it says so: for verbs alone.
    """

    code: bytes
    customer_id: UUID | None


_COLUMNS = "id, service_id, slot_at, state, channel, made_at, ticket_id, version"
_PROOF = f"code_index, customer_id, {_COLUMNS}"


def _booking(
    booking_id: UUID, service_id: UUID, slot_at: datetime, state: str, *rest: Any
) -> BookingRow:
    return BookingRow(booking_id, service_id, slot_at, BookingState(state), *rest)


def _proof(code: bytes, customer_id: UUID | None, *columns: Any) -> BookingProof:
    named = dict(zip(_NAMES, columns, strict=True))
    named["state"] = BookingState(named["state"])
    return BookingProof(**named, code=bytes(code), customer_id=customer_id)


_NAMES = tuple(field.name for field in fields(BookingRow))


def booking_read(branch_id: UUID, booking_id: UUID) -> Read[BookingProof]:
    """One appointment."""
    return Read(
        f"select {_PROOF} from hall_booking where branch_id = %s and id = %s",
        (branch_id, booking_id),
        _proof,
    )


def booked_by_read(branch_id: UUID, customer_id: UUID) -> Read[UUID]:
    """The appointments that were made for a customer."""
    return Read(
        "select id from hall_booking where branch_id = %s and customer_id = %s order by slot_at",
        (branch_id, customer_id),
        lambda booking_id: booking_id,
    )


def bookings_read(branch_id: UUID, begins: datetime, ends: datetime) -> Read[BookingRow]:
    """The appointments between two instants that nobody cancelled, by slot."""
    return Read(
        f"select {_COLUMNS} from hall_booking where branch_id = %s and slot_at >= %s "
        "and slot_at < %s and state <> 'cancelled' order by slot_at, id",
        (branch_id, begins, ends),
        _booking,
    )


def booking_by_code_read(
    branch_id: UUID, code: bytes, begins: datetime, ends: datetime
) -> Read[BookingProof]:
    """The confirmed appointment between two instants that a code proves, met already or not."""
    return Read(
        f"select {_PROOF} from hall_booking where branch_id = %s and code_index = %s "
        "and slot_at >= %s and slot_at < %s and state in ('booked', 'arrived', 'walk_in')",
        (branch_id, code, begins, ends),
        _proof,
    )


# ---------------------------------------------------------------- room


@dataclass(frozen=True, slots=True)
class TakenRow:
    """How many hold a slot."""

    slot_at: datetime
    count: int


def taken_read(
    branch_id: UUID, service_id: UUID, since: datetime, at: datetime, hold: timedelta
) -> Read[TakenRow]:
    """The slots of a service from `since` on that somebody holds at `at`; a pending one is held
    for `hold`.
    """
    return Read(
        "select slot_at, count(*) from hall_booking where branch_id = %s and slot_at >= %s "
        "and service_id = %s and (state in ('booked', 'arrived') "
        "or (state = 'pending' and made_at > %s)) group by slot_at",
        (branch_id, since, service_id, at - hold),
        TakenRow,
    )


def taken(rows: Sequence[TakenRow]) -> Mapping[datetime, int]:
    """How many hold each slot."""
    return {row.slot_at: row.count for row in rows}


def open_of_phone_read(branch_id: UUID, phone: bytes, since: datetime) -> Read[BookingRow]:
    """The appointments from `since` on of one phone, by its index, that are not over."""
    return Read(
        f"select {_COLUMNS} from hall_booking where branch_id = %s and phone_index = %s "
        "and slot_at >= %s and state in ('pending', 'booked')",
        (branch_id, phone, since),
        _booking,
    )


def codes_in_use_read(branch_id: UUID, codes: Sequence[bytes], since: datetime) -> Read[bytes]:
    """Which of these codes prove an appointment from `since` on already."""
    return Read(
        "select code_index from hall_booking where branch_id = %s "
        "and code_index = any(%s::bytea[]) and slot_at >= %s",
        (branch_id, list(codes), since),
        bytes,
    )


# ---------------------------------------------------------------- phones


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """The sealed number of an appointment or a reservation, and the number on their ticket."""

    id: UUID
    sealed: bytes | None
    label: str | None


def phone_row(row_id: UUID, sealed: bytes | None, label: str | None) -> PhoneRow:
    """A row of phones as it is read."""
    return PhoneRow(row_id, None if sealed is None else bytes(sealed), label)


def phones_read(branch_id: UUID, begins: datetime, ends: datetime) -> Read[PhoneRow]:
    """The sealed numbers of the appointments between two instants. Staff only, and looks count."""
    return Read(
        "select b.id, b.phone_sealed, t.label from hall_booking b "
        "left join hall_ticket t on t.branch_id = b.branch_id and t.id = b.ticket_id "
        "where b.branch_id = %s and b.slot_at >= %s and b.slot_at < %s",
        (branch_id, begins, ends),
        phone_row,
    )


def phone_read(branch_id: UUID, booking_id: UUID) -> Read[PhoneRow]:
    """The sealed number of one appointment."""
    return Read(
        "select id, phone_sealed, null from hall_booking where branch_id = %s and id = %s",
        (branch_id, booking_id),
        phone_row,
    )


def old_phones_read(branch_id: UUID, before: datetime, most: int) -> Read[UUID]:
    """Appointments of long ago that a phone number still stands with."""
    return Read(
        "select id from hall_booking where branch_id = %s and slot_at < %s "
        "and phone_sealed is not null order by slot_at limit %s",
        (branch_id, before, most),
        lambda booking_id: booking_id,
    )
