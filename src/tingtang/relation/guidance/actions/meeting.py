"""The verb with which a talk begins: the customer who was led, or promised to, is at the desk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.hall.ticket.actions.leading import Leading
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import verb
from tingtang.relation.guidance.actions.keeping import Doing
from tingtang.relation.guidance.rules import GuidanceMove, GuidanceState, move


@dataclass(frozen=True, slots=True)
class Met:
    """Answer: the talk goes by this ticket, the customer's own number or one without a label."""

    id: UUID
    state: GuidanceState
    version: int
    ticket: UUID


@verb
def arrived(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> Met:
    """Whoever sits at the desk says that the customer is there: service begins, the hold ends."""
    demand(actor, Right.SERVE_TICKET, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    known = doing.known
    if known.desk_id is None:
        raise Refused("no_desk_yet")
    guest = look(branch_id, doing.guest_read)[0][0]
    counter = doing.plan.counter(known.desk_id)
    leading = Leading(doing.plan, counter, doing.day, guest.number.id if guest.number else None)
    with doing.turn(*leading.reads) as this_turn:
        row = doing.row(this_turn)
        move(row.state, GuidanceMove.ARRIVE)
        guest = doing.guest(this_turn)
        if row.desk_id != known.desk_id or not leading.is_about(guest):
            raise Refused("stale_screen")  # led elsewhere, or took a number, in this very moment
        if doing.has_met(this_turn, row) and guest.is_done:
            raise Refused("promise_over")
        begun = leading.begin(this_turn, actor, guest, row.business)
        now = doing.done(this_turn, row, GuidanceMove.ARRIVE, asks_at=None)
        return this_turn.answer(Met(row.id, now.state, now.version, begun.id))
