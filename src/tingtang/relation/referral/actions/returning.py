"""A number that stood aside for an adviser comes back by itself: a verb of the clock."""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.moving import Moving, come_back
from tingtang.hall.ticket.actions.serving import Moved
from tingtang.hall.ticket.rules import Move
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb
from tingtang.relation.referral.queries import left_aside_read


@verb
def return_number(*, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime) -> Moved:
    """No desk is kept for its holder any more and they sit with nobody: the number waits in its
    place again, whether or not somebody said what became of it. Refuses with `wrong_state` where
    that is not so (any more).
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    moving, left = Moving(branch_id, ticket_id), left_aside_read(branch_id, at)
    reads = (*moving.reads, left)
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, None)
        if ticket_id not in this_turn.found(left):
            raise Refused("wrong_state", state=row.state.value, move=Move.RESUME.value)
        return this_turn.answer(come_back(this_turn, plan, moving, row))
