"""The customer waits no longer: nobody is asked to receive them any more."""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.ledger.turn import Turn, verb
from tingtang.relation.guidance.actions.keeping import Doing, GuidanceNow, demand_end
from tingtang.relation.guidance.rules import GuidanceMove
from tingtang.relation.referral.actions.closing import finish
from tingtang.relation.referral.queries import ReferralRow, open_of_visit_read
from tingtang.relation.referral.rules import waits_for_adviser


@verb
def let_go(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The customer waits no longer for whom they were led to or promised. That is no refusal: their
    referral goes the way of what is unfinished when the day ends, in the same turn (decision 0017).
    """
    demand_end(actor, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    slips = open_of_visit_read(branch_id, doing.known.visit_id)
    with doing.turn(slips) as this_turn:
        row = doing.row(this_turn)
        doing.check_may_end(this_turn)
        now = doing.done(this_turn, row, GuidanceMove.LET_GO, asks_at=None)
        wait_no_longer(this_turn, this_turn.found(slips))
        return this_turn.answer(now)


def wait_no_longer(this_turn: Turn, slips: list[ReferralRow]) -> None:
    """Within a turn: what asks for the customer ends, unless they sit with somebody already."""
    for row in slips:
        if waits_for_adviser(row.state, row.target):
            finish(this_turn, row)
