"""Cash asked for at the counter: what follows is decided by the table in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, check_not_closed, day_read, plan_of
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import approved_read, decided
from tingtang.bank.policy.rules.clauses import NO, YES
from tingtang.bank.policy.rules.kinds.cash import CASH, CASH_TABLE
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.booking.actions.doing import CURRENCY, check_not_held
from tingtang.hall.booking.actions.holds import Signs, at_ticket, hold
from tingtang.hall.booking.events import CashAsked
from tingtang.hall.booking.models import Cash
from tingtang.hall.booking.queries.cash import CashRow, cash_read, holds_read
from tingtang.hall.booking.rules.cash import (
    FEN,
    HOLD_REASONS,
    CashMove,
    CashState,
    band_of,
    check_sum,
    move_cash,
)
from tingtang.hall.ticket.queries import ticket_read
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb


@dataclass(frozen=True, slots=True)
class Ask:
    """Cash wanted now: a sum, or what a reservation (or a sum said before, by its id) still has to
    be paid. `cash`: how much of it
    there is, as the supervisor says (enough, part, none); `signs`: of fraud, as a code; `place`:
    where it is asked, for whoever is called there, as the door knows it: a code, never a text.
    """

    cash: str
    amount_fen: int | None = None
    reservation: UUID | None = None
    signs: str | None = None
    ticket_id: UUID | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Answer: `action` is pay, choose (the customer does: a part, a transfer, another day) or
    check_fraud, decided by which row of which version; `why` may be told to the customer.
    """

    id: UUID
    state: CashState
    action: str
    why: Mapping[str, str]
    table_version: int
    row: int
    version: int


@verb
def ask_cash(*, actor: Actor, branch_id: UUID, ask: Ask, at: datetime) -> Asked:
    """What follows when somebody wants cash at the counter, as the table in force says. Nothing
    that it can say is a refusal of payment. Refuses with `payment_held` while a payment to the same
    person is held, `unknown_ticket`, `ticket_over`, `day_closed`.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    if ask.cash not in CASH:
        raise Refused("bad_input", where="cash")
    if ask.signs is not None and ask.signs not in HOLD_REASONS:
        raise Refused("bad_input", where="signs")
    plan = plan_of(branch_id)
    day = plan.day(at)
    approved, people = approved_read(branch_id), on_duty_read(branch_id, day)
    before = _Before(branch_id, ask, day, actor.subject)
    reads: tuple[Read[Any], ...] = (approved, people, *before.reads)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        row = before.row(this_turn)
        wanted = _wanted(ask, row)
        if row is not None:
            move_cash(row.state, CashMove.PAY)
        by = ruling(this_turn, this_turn.found(approved), CASH_TABLE, this_turn.at)
        reserved = row is not None and row.reserved
        decision = decided(by, _values(plan, ask, wanted, reserved=reserved))
        cash_id = row.id if row is not None else new_id()
        asked = CashAsked(cash_id, band_of(wanted), CURRENCY, decision.kept(), ask.ticket_id)
        version = this_turn.record(asked)
        if row is None:
            _insert(this_turn, cash_id, wanted, ask, version)
        state = row.state if row is not None else CashState.REQUESTED
        action = decision.results["action"]
        if action == "check_fraud":
            signs = Signs(ask.signs or "other", ask.place, ask.ticket_id)
            version = hold(this_turn, cash_id, state, signs, this_turn.found(people))
            state = CashState.HELD
        told = at_ticket(ask.ticket_id)
        this_turn.update(Cash, cash_id, asked_on=this_turn.day, version=version, **told)
        why = by.table.rows[decision.row - 1].why
        answer = Asked(cash_id, state, action, why, decision.version, decision.row, version)
        return this_turn.answer(answer)


class _Before:
    """What must hold before the table is asked: the wish and the number are there, and no payment
    to the same person is held.
    """

    def __init__(self, branch_id: UUID, ask: Ask, day: date, staff_id: UUID | None) -> None:
        self._wish = cash_read(branch_id, ask.reservation) if ask.reservation else None
        self._ticket = ticket_read(branch_id, ask.ticket_id) if ask.ticket_id else None
        self._today = day_read(branch_id, day)
        self._holds = holds_read(branch_id, ask.reservation, ask.ticket_id, staff_id)
        known = (each for each in (self._wish, self._ticket) if each is not None)
        self.reads: tuple[Read[Any], ...] = (self._today, self._holds, *known)

    def row(self, this_turn: Turn) -> CashRow | None:
        """The wish, if one was named."""
        check_not_closed(this_turn.found(self._today))
        row = None if self._wish is None else this_turn.one(self._wish, "unknown_cash")
        if self._ticket is not None:
            ticket = this_turn.one(self._ticket, "unknown_ticket")
            if ticket.ended_at is not None:
                raise Refused("ticket_over", where="ticket")
        check_not_held(this_turn.found(self._holds))
        return row


def _wanted(ask: Ask, row: CashRow | None) -> int:
    if row is not None and ask.amount_fen is None:
        return row.left_fen
    if row is not None or ask.amount_fen is None:
        raise Refused("bad_input", where="amount_fen")
    check_sum(ask.amount_fen)
    return ask.amount_fen


def _values(plan: Plan, ask: Ask, wanted: int, *, reserved: bool) -> dict[str, str]:
    """What the table is asked. A sum that was said at the counter is no reservation."""
    large = wanted >= plan.parameters["large_cash_yuan"] * FEN
    return {
        "fraud_signs": YES if ask.signs else NO,
        "large": YES if large else NO,
        "reserved": YES if reserved else NO,
        "cash": ask.cash,
    }


def _insert(this_turn: Turn, cash_id: UUID, wanted: int, ask: Ask, version: int) -> None:
    this_turn.insert(
        Cash,
        id=cash_id,
        state=CashState.REQUESTED.value,
        reserved=False,
        day=this_turn.day,
        amount_fen=wanted,
        paid_fen=0,
        currency=CURRENCY,
        notes=[],
        ticket_id=ask.ticket_id,
        asked_by=this_turn.actor.mark,
        version=version,
    )
