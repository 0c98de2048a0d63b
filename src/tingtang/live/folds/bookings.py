"""What entries about appointments and cash do to the floor: those of its day stand there until
cancelled, and payments while they are held.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tingtang.hall.booking.queries.bookings import BookingRow
from tingtang.hall.booking.rules.bookings import BookingState
from tingtang.kernel.clock import from_microseconds
from tingtang.live.floor import Entry, Floor
from tingtang.live.folds.common import id_of, must


def _made(floor: Floor, entry: Entry) -> None:
    booking_id, slot_at = must(entry, "booking"), from_microseconds(entry.body["slot"])
    if floor.plan.day(slot_at) == floor.date:
        floor.bookings[booking_id] = BookingRow(
            id=booking_id,
            service_id=must(entry, "service"),
            slot_at=slot_at,
            state=BookingState.PENDING,
            channel=entry.body["channel"],
            made_at=entry.at,
            ticket_id=None,
            version=entry.sequence,
        )


def _confirmed(floor: Floor, entry: Entry) -> None:
    _change(floor, entry, state=BookingState.BOOKED)


def _cancelled(floor: Floor, entry: Entry) -> None:
    floor.bookings.pop(must(entry, "booking"), None)


def _met(floor: Floor, entry: Entry) -> None:
    state = BookingState(entry.body["state"])
    _change(floor, entry, state=state, ticket_id=id_of(entry, "ticket"))


def _change(floor: Floor, entry: Entry, **changes: Any) -> None:
    row = floor.bookings.get(must(entry, "booking"))
    if row is not None:
        floor.bookings[row.id] = replace(row, version=entry.sequence, **changes)


def _held(floor: Floor, entry: Entry) -> None:
    floor.held_cash.add(must(entry, "cash"))


def _reviewed(floor: Floor, entry: Entry) -> None:
    """Lifted, or with the police: no supervisor is waited for any more."""
    floor.held_cash.discard(must(entry, "cash"))


BOOKING_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
    "booking.made": _made,
    "booking.confirmed": _confirmed,
    "booking.cancelled": _cancelled,
    "booking.met": _met,
    "cash.held": _held,
    "cash.reviewed": _reviewed,
}
