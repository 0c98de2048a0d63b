"""The customer leaves: a verb that stands above numbers, which know of no promises."""

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
from tingtang.ledger.turn import turn, verb
from tingtang.relation.guidance.actions.keeping import Awaited


@verb
def abandon(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """The customer leaves without being served. The desk that was kept for them is free again, and
    what led them there, or promised somebody, is over.
    """
    demand_move(actor, branch_id, ticket_id)
    plan = plan_of(branch_id)
    moving = Moving(branch_id, ticket_id)
    # A ticket's visit never changes, so that it may be looked up before the turn.
    found = look(branch_id, moving.ticket)[0]
    if not found:
        raise Refused("unknown_ticket")
    awaited = Awaited(plan, found[0].visit_id, found[0].business_date)
    reads = (*moving.reads, *awaited.reads)
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
        return this_turn.answer(Moved(row.id, row.label, state, version))
