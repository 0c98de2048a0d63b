"""Appointments on staff screens: when, for what, and whether they have come."""

from collections.abc import Iterable
from uuid import UUID

from tingtang.hall.booking.queries.bookings import BookingRow
from tingtang.hall.booking.rules.bookings import BookingPhase, phase_of
from tingtang.live.moment import Moment, View, instant


def bookings_view(moment: Moment, services: Iterable[UUID] | None = None) -> View:
    """The day's appointments as they are now, of these services where some are named; those that
    nobody confirmed in time are gone.
    """
    wanted = moment.plan.services.keys() if services is None else set(services)
    told = ((row, _phase(moment, row)) for row in moment.floor.bookings.values())
    return {
        str(row.id): _booking(moment, row, phase)
        for row, phase in told
        if phase is not BookingPhase.EXPIRED and row.service_id in wanted
    }


def _phase(moment: Moment, row: BookingRow) -> BookingPhase:
    return phase_of(row, moment.plan.parameters, moment.at)


def _booking(moment: Moment, row: BookingRow, phase: BookingPhase) -> View:
    """Whose it is stands nowhere here."""
    view: View = {
        "id": str(row.id),
        "slot": instant(row.slot_at),
        "service": str(row.service_id),
        "state": phase.value,
        "version": row.version,
    }
    ticket = moment.floor.tickets.get(row.ticket_id) if row.ticket_id else None
    if ticket is not None:
        view["number"] = ticket.label
    return view
