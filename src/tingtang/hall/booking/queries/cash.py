"""Readers of reservations of cash."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.hall.booking.rules.cash import CashState
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class CashRow:
    """A wish for cash. Its sums leave the table for the preparation list alone."""

    id: UUID
    state: CashState
    reserved: bool
    day: date
    amount_fen: int
    paid_fen: int
    currency: str
    notes: list[int]
    ticket_id: UUID | None
    asked_by: str
    confirmed_by: str | None
    held_from: CashState | None
    held_by: str | None
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
