"""Verbs of large cash: reserve, confirm, prepare, pay, and what a customer chooses instead.

What is paid, or becomes a transfer, is a customer's of today, and goes no more once the day is
closed. To reserve, move to another day, confirm, prepare or cancel concerns the days to come: that
is done on the telephone and in the vault after the close too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.booking.actions.doing import CURRENCY, CashNow, Doing
from tingtang.hall.booking.events import CashMoved, CashPaid, CashReserved
from tingtang.hall.booking.models import Cash
from tingtang.hall.booking.queries.cash import CashRow
from tingtang.hall.booking.rules.cash import (
    CashMove,
    CashState,
    band_of,
    check_day,
    check_notes,
    check_part,
    check_sum,
    move_cash,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb

CANCELS = frozenset({"customer", "duplicate"})


@dataclass(frozen=True, slots=True)
class Reservation:
    """Cash for a day: `notes` of 100, 50, 20, 10, 5 and 1 yuan make up the sum. The door made the
    id, sealed the phone number for its row, and reckoned its blind index.
    """

    id: UUID
    day: date
    amount_fen: int
    notes: Sequence[int]
    phone: bytes
    phone_sealed: bytes


@verb
def reserve(*, actor: Actor, branch_id: UUID, reservation: Reservation, at: datetime) -> CashNow:
    """Reserve cash for a day. Refuses with `cash_too_soon`, which names the earliest day,
    `closed_that_day`, `slot_too_far`, `notes_do_not_add_up`. What it is for is not asked.
    """
    demand(actor, Right.BOOK, branch_id)
    wanted = reservation
    check_sum(wanted.amount_fen)
    check_notes(wanted.notes, wanted.amount_fen)
    plan = plan_of(branch_id)
    with turn(branch_id, actor, at, plan.day(at), plan=plan.version) as this_turn:
        check_day(plan, wanted.day, this_turn.at)
        band = band_of(wanted.amount_fen)
        version = this_turn.record(CashReserved(wanted.id, wanted.day, band, CURRENCY))
        this_turn.insert(
            Cash,
            id=wanted.id,
            state=CashState.REQUESTED.value,
            reserved=True,
            day=wanted.day,
            amount_fen=wanted.amount_fen,
            paid_fen=0,
            currency=CURRENCY,
            notes=list(wanted.notes),
            phone_index=wanted.phone,
            phone_sealed=wanted.phone_sealed,
            asked_by=actor.mark,
            version=version,
        )
        return this_turn.answer(CashNow(wanted.id, CashState.REQUESTED, wanted.day, version))


def _moved(doing: Doing, this_turn: Turn, row: CashRow, move: CashMove, **changes: Any) -> CashNow:
    state = move_cash(row.state, move)
    version = this_turn.record(CashMoved(row.id, move.value, state.value))
    return doing.done(this_turn, row, state, version, **changes)


@verb
def confirm_cash(
    *, actor: Actor, branch_id: UUID, cash_id: UUID, at: datetime, seen: int | None = None
) -> CashNow:
    """The branch will have it: it enters the day's preparation."""
    demand(actor, Right.CONFIRM_CASH, branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        return _moved(doing, this_turn, row, CashMove.CONFIRM, confirmed_by=actor.mark)


@verb
def prepare_cash(
    *, actor: Actor, branch_id: UUID, cash_id: UUID, at: datetime, seen: int | None = None
) -> CashNow:
    """The notes lie ready, says a second person: `same_person` where it is who asked or
    confirmed.
    """
    demand(actor, Right.PREPARE_CASH, branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        move_cash(row.state, CashMove.PREPARE_CASH)
        if actor.mark in (row.asked_by, row.confirmed_by):
            raise Refused("same_person")
        return _moved(doing, this_turn, row, CashMove.PREPARE_CASH, prepared_by=actor.mark)


@verb
def pay_cash(
    *, actor: Actor, branch_id: UUID, cash_id: UUID, at: datetime, seen: int | None = None
) -> CashNow:
    """Everything that is left is paid, prepared or not: a reservation is no permission. Refuses
    with `cash_not_asked` until somebody has asked today what follows (`ask_cash`), and with it
    looked for signs of fraud (Anti-Telecom-Fraud Law art. 18).
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.to_pay(this_turn)
        return _paid(doing, this_turn, row, CashMove.PAY, row.left_fen)


@verb
def pay_part(
    *,
    actor: Actor,
    branch_id: UUID,
    cash_id: UUID,
    amount_fen: int,
    at: datetime,
    seen: int | None = None,
) -> CashNow:
    """A part is paid today, as the customer chose. Refuses as `pay_cash` does, and with `no_part`
    what is none.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.to_pay(this_turn)
        check_part(amount_fen, row.left_fen)
        return _paid(doing, this_turn, row, CashMove.PAY_PART, amount_fen)


def _paid(doing: Doing, this_turn: Turn, row: CashRow, move: CashMove, amount_fen: int) -> CashNow:
    state = move_cash(row.state, move)
    version = this_turn.record(CashPaid(row.id, band_of(amount_fen), state.value))
    return doing.done(this_turn, row, state, version, paid_fen=row.paid_fen + amount_fen)


@verb
def convert_cash(
    *, actor: Actor, branch_id: UUID, cash_id: UUID, at: datetime, seen: int | None = None
) -> CashNow:
    """The customer chose a transfer instead."""
    demand(actor, Right.BOOK, branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        return _moved(doing, this_turn, doing.payable(this_turn), CashMove.CONVERT)


@verb
def cancel_cash(
    *,
    actor: Actor,
    branch_id: UUID,
    cash_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> CashNow:
    """The customer doesn't want it any more, or said so twice: a branch has no reason of its own
    to cancel.
    """
    demand(actor, Right.BOOK, branch_id)
    if reason not in CANCELS:
        raise Refused("bad_input", where="reason")
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        return _moved(doing, this_turn, doing.row(this_turn), CashMove.CANCEL)


@dataclass(frozen=True, slots=True)
class OtherDay:
    """What is left, for another day: its notes, and the phone as in `Reservation`."""

    day: date
    notes: Sequence[int]
    phone: bytes
    phone_sealed: bytes


@verb
def rebook_cash(
    *,
    actor: Actor,
    branch_id: UUID,
    cash_id: UUID,
    other: OtherDay,
    at: datetime,
    seen: int | None = None,
) -> CashNow:
    """Reserve what is left for another day, as the customer chose; refuses as `reserve` does."""
    demand(actor, Right.BOOK, branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.unheld(this_turn)
        state = move_cash(row.state, CashMove.REBOOK)
        check_notes(other.notes, row.left_fen)
        check_day(doing.plan, other.day, this_turn.at)
        reserved = CashReserved(row.id, other.day, band_of(row.left_fen), row.currency, again=True)
        return doing.done(
            this_turn,
            row,
            state,
            this_turn.record(reserved),
            reserved=True,
            day=other.day,
            notes=list(other.notes),
            phone_index=other.phone,
            phone_sealed=other.phone_sealed,
            asked_on=None,
            asked_by=actor.mark,
            confirmed_by=None,
            prepared_by=None,
        )
