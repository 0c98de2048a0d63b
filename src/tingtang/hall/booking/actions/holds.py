"""Cash asked for at the counter, and payments held for signs of fraud (Anti-Telecom-Fraud Law
art. 18, 30): a supervisor reviews each hold, and none is a refusal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, PolicyRow, approved_read, decided
from tingtang.bank.policy.rules.clauses import NO, YES
from tingtang.bank.policy.rules.kinds.cash import CASH, CASH_TABLE
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.booking.actions.cash import CURRENCY, CashNow, Doing
from tingtang.hall.booking.events import CashAsked, CashHeld, CashOverdue, CashReviewed
from tingtang.hall.booking.models import Cash
from tingtang.hall.booking.queries.cash import CashRow, cash_read, overdue_holds_read
from tingtang.hall.booking.rules.cash import (
    FEN,
    HOLD_REASONS,
    CashMove,
    CashState,
    band_of,
    check_reference,
    check_sum,
    move_cash,
)
from tingtang.hall.visit.actions import close_help_calls, summon
from tingtang.hall.visit.queries import open_help_read
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb

_SUPERVISORS = (
    Post.IN_PROCESS_SUPERVISOR,
    Post.OPERATIONS_SUPERVISOR,
    Post.DEPUTY_HEAD,
    Post.BRANCH_HEAD,
)
_HEADS = (Post.BRANCH_HEAD, Post.DEPUTY_HEAD, Post.OPERATIONS_SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Ask:
    """Cash wanted now: a sum, or what a reservation still has to be paid. `cash`: how much of it
    there is, as the supervisor says (enough, part, none); `signs`: of fraud, as a code; `place`:
    the counter's number, for whoever is called there.
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
    check_fraud, decided by which row of which version.
    """

    id: UUID
    state: CashState
    action: str
    table_version: int
    row: int
    version: int


@verb
def ask_cash(*, actor: Actor, branch_id: UUID, ask: Ask, at: datetime) -> Asked:
    """What follows when somebody wants cash at the counter, as the table in force says. Nothing
    that it can say is a refusal of payment.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    if ask.cash not in CASH:
        raise Refused("bad_input", where="cash")
    if ask.signs is not None and ask.signs not in HOLD_REASONS:
        raise Refused("bad_input", where="signs")
    plan = plan_of(branch_id)
    day = plan.day(at)
    approved, people = approved_read(branch_id), on_duty_read(branch_id, day)
    known = cash_read(branch_id, ask.reservation) if ask.reservation else None
    reads: tuple[Read[Any], ...] = (approved, people, *((known,) if known is not None else ()))
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        row = this_turn.one(known, "unknown_cash") if known is not None else None
        wanted = _wanted(ask, row)
        if row is not None:
            move_cash(row.state, CashMove.PAY)
        decision = _decide(this_turn, plan, ask, wanted, this_turn.found(approved))
        cash_id = row.id if row is not None else new_id()
        asked = CashAsked(cash_id, band_of(wanted), CURRENCY, decision.kept(), ask.ticket_id)
        version = this_turn.record(asked)
        if row is None:
            _insert(this_turn, cash_id, wanted, ask, version)
        state = row.state if row is not None else CashState.REQUESTED
        action = decision.results["action"]
        if action == "check_fraud":
            version = _hold(this_turn, cash_id, state, ask, this_turn.found(people))
            state = CashState.HELD
        else:
            this_turn.update(Cash, cash_id, version=version)
        answer = Asked(cash_id, state, action, decision.version, decision.row, version)
        return this_turn.answer(answer)


def _wanted(ask: Ask, row: CashRow | None) -> int:
    if row is not None and ask.amount_fen is None:
        return row.left_fen
    if row is not None or ask.amount_fen is None:
        raise Refused("bad_input", where="amount_fen")
    check_sum(ask.amount_fen)
    return ask.amount_fen


def _decide(
    this_turn: Turn, plan: Plan, ask: Ask, wanted: int, approved: list[PolicyRow]
) -> Decision:
    large = wanted >= plan.parameters["large_cash_yuan"] * FEN
    return decided(
        ruling(this_turn, approved, CASH_TABLE, this_turn.at),
        {
            "fraud_signs": YES if ask.signs else NO,
            "large": YES if large else NO,
            "reserved": YES if ask.reservation else NO,
            "cash": ask.cash,
        },
    )


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


def _hold(
    this_turn: Turn, cash_id: UUID, state: CashState, ask: Ask, people: list[tuple[UUID, str]]
) -> int:
    """Hold the payment and call a supervisor; the version."""
    held = move_cash(state, CashMove.HOLD)
    called = summon(this_turn, (), people, ask.place, ask.ticket_id, _SUPERVISORS)
    reason = ask.signs or "other"
    version = this_turn.record(CashHeld(cash_id, reason, called.id))
    this_turn.update(
        Cash,
        cash_id,
        state=held.value,
        held_from=state.value,
        held_by=this_turn.actor.mark,
        held_at=this_turn.at,
        hold_reason=reason,
        help_id=called.id,
        escalated_at=None,
        police_reference=None,
        version=version,
    )
    return version


@verb
def hold_cash(
    *,
    actor: Actor,
    branch_id: UUID,
    cash_id: UUID,
    reason: str,
    at: datetime,
    place: str = "",
    seen: int | None = None,
) -> CashNow:
    """Signs of fraud: the payment waits, and a supervisor is called to look at once."""
    demand(actor, Right.SERVE_TICKET, branch_id)
    if reason not in HOLD_REASONS:
        raise Refused("bad_input", where="reason")
    people = on_duty_read(branch_id, plan_of(branch_id).day(at))
    doing = Doing(actor, branch_id, cash_id, at, seen, (people,))
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        ask = Ask("enough", signs=reason, ticket_id=row.ticket_id, place=place)
        version = _hold(this_turn, row.id, row.state, ask, this_turn.found(people))
        return this_turn.answer(CashNow(row.id, CashState.HELD, row.day, version))


@verb
def review_hold(
    *,
    actor: Actor,
    branch_id: UUID,
    cash_id: UUID,
    at: datetime,
    reference: str | None = None,
    seen: int | None = None,
) -> CashNow:
    """A supervisor has looked: the hold is lifted, or with a reference the police know of it; what
    they find to be right is lifted later. Refuses with `own_hold` whoever held it.
    """
    demand(actor, Right.REVIEW_HOLD, branch_id)
    if reference is not None:
        check_reference(reference)
    calls = open_help_read(branch_id)
    doing = Doing(actor, branch_id, cash_id, at, seen, (calls,))
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        move = CashMove.LIFT if reference is None else CashMove.REFER
        state = move_cash(row.state, move, row.held_from)
        if row.held_by == actor.mark:
            raise Refused("own_hold")
        close_help_calls(
            this_turn, (each for each in this_turn.found(calls) if each.id == row.help_id)
        )
        version = this_turn.record(CashReviewed(row.id, move.value, state.value))
        changes = {} if reference is None else {"police_reference": reference}
        return doing.done(this_turn, row, state, version, **changes)


def escalate_holds(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """Holds that nobody reviewed in time: the heads are called, once; how many there were."""
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    before = at - timedelta(minutes=plan.parameters["hold_review_min"])
    overdue, people = overdue_holds_read(branch_id, before), on_duty_read(branch_id, day)
    calls = open_help_read(branch_id)
    with turn(branch_id, actor, at, day, overdue, people, calls) as this_turn:
        found = this_turn.found(overdue)
        unanswered = {help_id for _, help_id in found}
        close_help_calls(
            this_turn, (each for each in this_turn.found(calls) if each.id in unanswered)
        )
        for cash_id, _ in found:
            help_id = summon(this_turn, (), this_turn.found(people), "", None, _HEADS).id
            version = this_turn.record(CashOverdue(cash_id, help_id))
            changes = {"escalated_at": this_turn.at, "help_id": help_id, "version": version}
            this_turn.update(Cash, cash_id, **changes)
        return len(found)
