"""The branch as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tingtang.bank.branch.queries import Plan, day_read, stoppages_read
from tingtang.bank.branch.rules import CALLS
from tingtang.hall.booking.queries.bookings import bookings_read
from tingtang.hall.booking.rules.bookings import BookingState
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.ticket.queries import (
    LineRow,
    TicketRow,
    lines_read,
    live_tickets_read,
    order_on,
    order_read,
)
from tingtang.hall.ticket.rules import Order, State
from tingtang.hall.visit.rules import LineClass
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.plan.twin.rules.fits import class_id
from tingtang.plan.twin.rules.present import Agreed, AtWork, Here, Present, Working

_LATE = timedelta(minutes=15)  # so long somebody with an appointment is still expected


@dataclass(frozen=True, slots=True)
class Seen:
    """A branch that serves now, and how its lines wait."""

    present: Present
    order: Order


def head_read(branch_id: UUID) -> Read[int]:
    """The sequence of the branch's last entry."""
    return Read(
        "select sequence from ledger_head where branch_id = %s",
        (branch_id,),
        lambda sequence: sequence,
    )


def came_read(branch_id: UUID, day: date) -> Read[tuple[int, UUID, int]]:
    """Numbers taken on `day`, by class of line and service."""
    return Read(
        "select line_class, service_id, count(*) from hall_ticket "
        "where branch_id = %s and business_date = %s group by line_class, service_id",
        (branch_id, day),
        lambda *row: row,
    )


def last_ended_read(branch_id: UUID, day: date) -> Read[tuple[UUID, datetime]]:
    """When each counter was finished with its last customer of `day`."""
    return Read(
        "select counter_id, max(ended_at) from hall_ticket where branch_id = %s "
        "and business_date = %s and counter_id is not null and ended_at is not null "
        "group by counter_id",
        (branch_id, day),
        lambda *row: row,
    )


def present(plan: Plan, at: datetime) -> Seen | None:
    """The branch at `at`, all of one moment; None while it is not serving."""
    day = plan.day(at)
    opening = plan.opening(day)
    if opening is None:
        return None
    branch_id = plan.branch_id
    heads, days, seats, tickets, lines, orders, stopped, came, ended, booked = look(
        branch_id,
        head_read(branch_id),
        day_read(branch_id, day),
        seats_read(branch_id),
        live_tickets_read(branch_id),
        lines_read(branch_id),
        order_read(branch_id),
        stoppages_read(branch_id, day),
        came_read(branch_id, day),
        last_ended_read(branch_id, day),
        bookings_read(branch_id, at - _LATE, opening[1]),
    )
    if not days or days[0].state not in CALLS:
        return None
    made = _Making(plan, at, tickets, lines, seats, dict(ended))
    return Seen(
        Present(
            at=at,
            opens=opening[0],
            closes=opening[1],
            sequence=heads[0],
            here=made.here(),
            counters=made.counters(),
            agreed=[
                Agreed(plan.services[each.service_id].code, max(at, each.slot_at))
                for each in booked
                if each.state is BookingState.BOOKED and each.service_id in plan.services
            ],
            came=made.came(came),
            stopped=[
                plan.services[each.service_id].code
                for each in stopped
                if each.service_id in plan.services
            ],
        ),
        order_on(plan, day, orders),
    )


class _Making:
    def __init__(
        self,
        plan: Plan,
        at: datetime,
        tickets: Sequence[TicketRow],
        lines: Sequence[LineRow],
        seats: Sequence[SeatRow],
        ended: Mapping[UUID, datetime],
    ) -> None:
        self._plan, self._at = plan, at
        self._tickets: Mapping[UUID, TicketRow] = {each.id: each for each in tickets}
        self._passed = {each.line: each.passed for each in lines}
        self._seats, self._ended = seats, ended

    def here(self) -> list[Here]:
        return [
            Here(
                each.id,
                LineClass(each.line_class),
                self._plan.services[each.service_id].code,
                each.issued_at,
                each.place,
                each.overtaken + sum(p > each.place for p in self._passed.get(each.line, ())),
            )
            for each in self._tickets.values()
            if each.state is State.WAITING
            and each.business_date == self._plan.day(self._at)
            and each.service_id in self._plan.services
        ]

    def counters(self) -> list[Working]:
        return [
            Working(
                self._plan.counters[seat.counter_id].number,
                seat.state,
                seat.since,
                seat.pause,
                self._customer(seat),
                self._ended.get(seat.counter_id),
            )
            for seat in self._seats
            if seat.counter_id in self._plan.counters
        ]

    def _customer(self, seat: SeatRow) -> AtWork | None:
        ticket = self._tickets.get(seat.ticket_id) if seat.ticket_id else None
        if ticket is None or ticket.service_id not in self._plan.services:
            return None
        code = self._plan.services[ticket.service_id].code
        since = ticket.called_at or ticket.started_at or self._at
        return AtWork(LineClass(ticket.line_class), code, since)

    def came(self, rows: Sequence[tuple[int, UUID, int]]) -> dict[str, int]:
        return {
            class_id(LineClass(line_class), self._plan.services[service_id].code): count
            for line_class, service_id, count in rows
            if service_id in self._plan.services
        }
