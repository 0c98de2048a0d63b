"""Readers of reservations of cash."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.hall.booking.queries.bookings import PhoneRow, phone_row
from tingtang.hall.booking.rules.cash import CashState
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class CashRow:
    """A wish for cash. Its sums leave the table for whoever prepares the notes, or pays."""

    id: UUID
    state: CashState
    reserved: bool
    day: date
    amount_fen: int
    paid_fen: int
    currency: str
    notes: list[int]
    ticket_id: UUID | None
    asked_on: date | None
    asked_by: str
    confirmed_by: str | None
    held_from: CashState | None
    held_by: str | None
    held_at: datetime | None
    hold_reason: str | None
    escalated_at: datetime | None
    help_id: UUID | None
    version: int

    @property
    def left_fen(self) -> int:
        """What is still to be paid."""
        return self.amount_fen - self.paid_fen

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_NAMES = tuple(field.name for field in fields(CashRow))
_COLUMNS = ", ".join(_NAMES)


def _cash(*columns: Any) -> CashRow:
    named = dict(zip(_NAMES, columns, strict=True))
    named["state"] = CashState(named["state"])
    named["held_from"] = CashState(named["held_from"]) if named["held_from"] else None
    return CashRow(**named)


def cash_read(branch_id: UUID, cash_id: UUID) -> Read[CashRow]:
    """One wish for cash."""
    return Read(
        f"select {_COLUMNS} from hall_cash where branch_id = %s and id = %s",
        (branch_id, cash_id),
        _cash,
    )


def preparation_read(branch_id: UUID, day: date) -> Read[CashRow]:
    """The reservations that a day's cash is prepared for, or was."""
    return Read(
        f"select {_COLUMNS} from hall_cash where branch_id = %s and day = %s and reserved "
        "and state not in ('cancelled', 'converted_to_transfer') order by id",
        (branch_id, day),
        _cash,
    )


def day_cash_read(branch_id: UUID, day: date) -> Read[CashRow]:
    """Every wish for cash on a day: reserved for it, or said at a counter on it."""
    return Read(
        f"select {_COLUMNS} from hall_cash where branch_id = %s and day = %s order by id",
        (branch_id, day),
        _cash,
    )


def held_read(branch_id: UUID, since: date) -> Read[CashRow]:
    """The payments that wait for a supervisor, and those of `since` or later that wait for the
    police; the longest held first.
    """
    return Read(
        f"select {_COLUMNS} from hall_cash where branch_id = %s "
        "and (state = 'held_for_fraud_check' or (state = 'police_referred' and day >= %s)) "
        "order by held_at",
        (branch_id, since),
        _cash,
    )


def waiting_holds_read(branch_id: UUID) -> Read[UUID]:
    """The payments that wait for a supervisor."""
    return Read(
        "select id from hall_cash where branch_id = %s and state = 'held_for_fraud_check'",
        (branch_id,),
        lambda cash_id: cash_id,
    )


def cash_phones_read(branch_id: UUID, cash: Sequence[UUID]) -> Read[PhoneRow]:
    """The sealed numbers of some wishes, and of the tickets that they are asked for with. Staff
    only, and looks count.
    """
    return Read(
        "select c.id, c.phone_sealed, t.label from hall_cash c "
        "left join hall_ticket t on t.branch_id = c.branch_id and t.id = c.ticket_id "
        "where c.branch_id = %s and c.id = any(%s)",
        (branch_id, list(cash)),
        phone_row,
    )


def overdue_holds_read(branch_id: UUID, before: datetime) -> Read[tuple[UUID, UUID]]:
    """The holds that began until `before` and that nobody has reviewed, or called the heads for;
    each with the call for a supervisor.
    """
    return Read(
        "select id, help_id from hall_cash where branch_id = %s and state = 'held_for_fraud_check' "
        "and held_at <= %s and escalated_at is null order by held_at",
        (branch_id, before),
        lambda cash_id, help_id: (cash_id, help_id),
    )


def old_cash_phones_read(branch_id: UUID, before: date, most: int) -> Read[UUID]:
    """Reservations of long ago that a phone number still stands with."""
    return Read(
        "select id from hall_cash where branch_id = %s and day < %s "
        "and phone_sealed is not null order by day limit %s",
        (branch_id, before, most),
        lambda cash_id: cash_id,
    )


#: The open holds (`held`) with the visits that they were asked for in, and the visits of whoever is
#: before us (`mine`), both as the visits that they turned out to be.
_HOLDS = """
with asked (branch_id, cash_id, ticket_id, staff_id) as (
    values (%s::uuid, %s::uuid, %s::uuid, %s::uuid)),
wish as (select c.phone_index, c.ticket_id
    from asked a join hall_cash c on c.branch_id = a.branch_id and c.id = a.cash_id),
numbers (branch_id, ticket_id) as (
    select a.branch_id, a.ticket_id from asked a
    union select a.branch_id, w.ticket_id from asked a cross join wish w
    union select s.branch_id, s.ticket_id
    from asked a join hall_seat s on s.branch_id = a.branch_id and s.staff_id = a.staff_id),
of_number (branch_id, ticket_id, visit_id, customer_id) as (
    select t.branch_id, t.id, v.id, v.customer_id from hall_ticket t
    join hall_visit u on u.branch_id = t.branch_id and u.id = t.visit_id
    join hall_visit v on v.branch_id = u.branch_id and v.id = coalesce(u.joined_id, u.id)),
held (id, phone_index, visit_id, customer_id) as (
    select h.id, h.phone_index, n.visit_id, n.customer_id
    from asked a join hall_cash h on h.branch_id = a.branch_id
    and h.state in ('held_for_fraud_check', 'police_referred')
    left join of_number n on n.branch_id = h.branch_id and n.ticket_id = h.ticket_id),
mine (visit_id, customer_id) as (
    select o.visit_id, o.customer_id from numbers n
    join of_number o on o.branch_id = n.branch_id and o.ticket_id = n.ticket_id)
select distinct h.id from held h where h.id = (select cash_id from asked)
or h.phone_index = (select phone_index from wish)
or exists (select from mine m where m.visit_id = h.visit_id or m.customer_id = h.customer_id)
"""


def holds_read(
    branch_id: UUID, cash_id: UUID | None, ticket_id: UUID | None, staff_id: UUID | None
) -> Read[UUID]:
    """The open holds of whoever is before us: of this wish, of its phone number, and of the visits
    of its number, of this one, and of the number at this member of staff's counter; visits linked
    to the same customer count as one, of whatever day.
    """
    values = (branch_id, cash_id, ticket_id, staff_id)
    return Read(_HOLDS, values, lambda held_id: held_id)
