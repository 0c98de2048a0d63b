"""The customer waits no longer, or leaves: nobody is asked to receive them any more."""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.moving import Moving, demand_move
from tingtang.hall.ticket.actions.serving import Moved
from tingtang.hall.ticket.events import TicketEnded
from tingtang.hall.ticket.models import Ticket
from tingtang.hall.ticket.rules import Move, move
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Turn, turn, verb
from tingtang.relation.guidance.actions.keeping import Awaited, Doing, GuidanceNow, demand_end
from tingtang.relation.guidance.rules import GuidanceMove
from tingtang.relation.referral.actions.closing import finish
from tingtang.relation.referral.queries import (
    ReferralRow,
    open_of_person_read,
    open_of_visit_read,
)
from tingtang.relation.referral.rules import REFUSABLE, waits_for_adviser


@verb
def let_go(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The customer waits no longer for whom they were led to or promised. That is no refusal: their
    referral goes the way of what is unfinished when the day ends, in the same turn (decision 0017).
    """
    demand_end(actor, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    slips = open_of_person_read(branch_id, doing.known.visit_id)
    with doing.turn(slips) as this_turn:
        row = doing.row(this_turn)
        doing.check_may_end(this_turn)
        now = doing.done(this_turn, row, GuidanceMove.LET_GO, asks_at=None)
        wait_no_longer(this_turn, this_turn.found(slips))
        return this_turn.answer(now)


@verb
def abandon(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """The customer leaves without being served. The desk that was kept for them is free again, what
    led them there, or promised somebody, is over, and nobody is asked to receive them.
    """
    demand_move(actor, branch_id, ticket_id)
    plan = plan_of(branch_id)
    moving = Moving(branch_id, ticket_id)
    # A ticket's visit never changes, so that it may be looked up before the turn.
    found = look(branch_id, moving.ticket)[0]
    if not found:
        raise Refused("unknown_ticket")
    awaited = Awaited(plan, found[0].visit_id, found[0].business_date)
    slips = open_of_visit_read(branch_id, found[0].visit_id)
    reads = (*moving.reads, *awaited.reads, slips)
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        state = move(row.state, Move.ABANDON)
        counter = moving.at_counter(this_turn)
        version = this_turn.record(TicketEnded(row.id, "left", from_counter=counter))
        this_turn.update(
            Ticket,
            row.id,
            state=state.value,
            outcome="left",
            ended_at=this_turn.at,
            version=version,
        )
        moving.leave_line(this_turn, row)
        moving.leave_counter(this_turn)
        awaited.leave(this_turn)
        for slip in this_turn.found(slips):
            if slip.state in REFUSABLE:
                finish(this_turn, slip)
        return this_turn.answer(Moved(row.id, row.label, state, version))


def wait_no_longer(this_turn: Turn, slips: list[ReferralRow]) -> None:
    """Within a turn: what asks for the customer ends, unless they sit with somebody already."""
    for row in slips:
        if waits_for_adviser(row.state, row.target):
            finish(this_turn, row)
