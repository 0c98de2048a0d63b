"""Payments held for signs of fraud (Anti-Telecom-Fraud Law art. 18, 30): a supervisor reviews each
hold, and none is a refusal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import day_read, plan_of
from tingtang.bank.branch.rules import DayState
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.booking.actions.doing import CashNow, Doing
from tingtang.hall.booking.events import CashHeld, CashOverdue, CashReviewed
from tingtang.hall.booking.models import Cash
from tingtang.hall.booking.queries.cash import overdue_holds_read
from tingtang.hall.booking.rules.cash import (
    HOLD_REASONS,
    CashMove,
    CashState,
    check_reference,
    move_cash,
)
from tingtang.hall.visit.actions import close_help_calls, summon
from tingtang.hall.visit.queries import open_help_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb

_SUPERVISORS = (
    Post.IN_PROCESS_SUPERVISOR,
    Post.OPERATIONS_SUPERVISOR,
    Post.DEPUTY_HEAD,
    Post.BRANCH_HEAD,
)
_HEADS = (Post.BRANCH_HEAD, Post.DEPUTY_HEAD, Post.OPERATIONS_SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs of fraud, by code; where, and with which number, somebody asks for cash."""

    reason: str
    place: str
    ticket_id: UUID | None


def hold(
    this_turn: Turn, cash_id: UUID, state: CashState, signs: Signs, people: list[tuple[UUID, str]]
) -> int:
    """Within a turn: hold the payment and call a supervisor; the version."""
    held = move_cash(state, CashMove.HOLD)
    called = summon(this_turn, (), people, signs.place, signs.ticket_id, _SUPERVISORS)
    version = this_turn.record(CashHeld(cash_id, signs.reason, called.id))
    this_turn.update(
        Cash,
        cash_id,
        state=held.value,
        held_from=state.value,
        held_by=this_turn.actor.mark,
        held_at=this_turn.at,
        hold_reason=signs.reason,
        help_id=called.id,
        escalated_at=None,
        police_reference=None,
        version=version,
        **at_ticket(signs.ticket_id),
    )
    return version


def at_ticket(ticket_id: UUID | None) -> dict[str, Any]:
    """With which number it is asked for, if one is said: that counter finds it again by it."""
    return {} if ticket_id is None else {"ticket_id": ticket_id}


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
    """Signs of fraud: the payment waits, and a supervisor is called to look at once; `place` is
    where, as the door knows it.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    if reason not in HOLD_REASONS:
        raise Refused("bad_input", where="reason")
    people = on_duty_read(branch_id, plan_of(branch_id).day(at))
    doing = Doing(actor, branch_id, cash_id, at, seen, (people,))
    with doing.turn() as this_turn:
        row = doing.of_today(this_turn)
        signs = Signs(reason, place, row.ticket_id)
        version = hold(this_turn, row.id, row.state, signs, this_turn.found(people))
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
    """Holds that nobody reviewed in time: the heads are called, once, on a day that is not over;
    how many there were.
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    before = at - timedelta(minutes=plan.parameters["hold_review_min"])
    overdue, people = overdue_holds_read(branch_id, before), on_duty_read(branch_id, day)
    calls, today = open_help_read(branch_id), day_read(branch_id, day)
    with turn(branch_id, actor, at, day, overdue, people, calls, today) as this_turn:
        going_on = any(row.state is not DayState.CLOSED for row in this_turn.found(today))
        found = this_turn.found(overdue) if going_on else []
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
