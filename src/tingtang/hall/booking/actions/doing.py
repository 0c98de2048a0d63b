"""What the verbs about one wish for cash share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import DayRow, Plan, check_not_closed, day_read, plan_of
from tingtang.hall.booking.models import Cash
from tingtang.hall.booking.queries.cash import CashRow, cash_read, holds_read
from tingtang.hall.booking.rules.cash import CashMove, CashState, move_cash
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn

CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class CashNow:
    """Answer of a verb about cash; sums stay in the table."""

    id: UUID
    state: CashState
    day: date
    version: int


@dataclass(slots=True)
class Doing:
    """One verb with one wish for cash: its turn, its row, and the end of it."""

    actor: Actor
    branch_id: UUID
    cash_id: UUID
    at: datetime
    seen: int | None
    more: tuple[Read[Any], ...] = ()
    plan: Plan = field(init=False)
    read: Read[CashRow] = field(init=False)
    today: Read[DayRow] = field(init=False)
    holds: Read[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.plan = plan_of(self.branch_id)
        self.read = cash_read(self.branch_id, self.cash_id)
        self.today = day_read(self.branch_id, self.plan.day(self.at))
        self.holds = holds_read(self.branch_id, self.cash_id, None, self.actor.subject)

    def turn(self) -> Turn:
        day = self.plan.day(self.at)
        reads: tuple[Read[Any], ...] = (self.read, self.today, self.holds, *self.more)
        return turn(self.branch_id, self.actor, self.at, day, *reads, plan=self.plan.version)

    def row(self, this_turn: Turn) -> CashRow:
        """The row, as the screen saw it."""
        row = this_turn.one(self.read, "unknown_cash")
        row.must_be_seen(self.seen)
        return row

    def of_today(self, this_turn: Turn) -> CashRow:
        """The same, while the day is not closed."""
        check_not_closed(this_turn.found(self.today))
        return self.row(this_turn)

    def unheld(self, this_turn: Turn) -> CashRow:
        """The row, unless a payment to the same person is held."""
        row = self.row(this_turn)
        check_not_held(this_turn.found(self.holds))
        return row

    def payable(self, this_turn: Turn) -> CashRow:
        """The row, on a day that is not closed, of whom no payment is held."""
        check_not_closed(this_turn.found(self.today))
        return self.unheld(this_turn)

    def to_pay(self, this_turn: Turn) -> CashRow:
        """The row, of which the table of today was asked, and with it for signs of fraud."""
        row = self.payable(this_turn)
        move_cash(row.state, CashMove.PAY)
        if row.asked_on != this_turn.day:
            raise Refused("cash_not_asked")
        return row

    def done(
        self, this_turn: Turn, row: CashRow, state: CashState, version: int, **changes: Any
    ) -> CashNow:
        """The row changes, and the verb is answered."""
        this_turn.update(Cash, row.id, state=state.value, version=version, **changes)
        return this_turn.answer(CashNow(row.id, state, changes.get("day", row.day), version))


def check_not_held(holds: Sequence[UUID]) -> None:
    """Refuse with `payment_held` while a supervisor, or the police, look at a payment to the same
    person: asked for once more, it is the same payment.
    """
    if holds:
        raise Refused("payment_held")
