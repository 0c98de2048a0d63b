"""A greeting that was a slip of the hand is taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import check_not_closed, day_read, plan_of
from tingtang.hall.visit.events import GreetingUndone
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import greeting_read, visit_read
from tingtang.kernel.refused import Refused
from tingtang.kernel.undo import check_undo
from tingtang.ledger.turn import turn, verb


@dataclass(frozen=True, slots=True)
class Ungreeted:
    """Answer: whose greeting; `gone`: the visit that began by it is none."""

    visit: UUID
    gone: bool


@verb
def undo_greeting(*, actor: Actor, branch_id: UUID, visit_id: UUID, at: datetime) -> Ungreeted:
    """Take a greeting back, by who greeted and at once; at the door nobody came, then. Refuses with
    `not_your_greeting`, `too_late_to_undo`, and with `acted_upon` once anything is known of the
    visit that began by it.
    """
    demand(actor, Right.GREET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    today, found = day_read(branch_id, day), visit_read(branch_id, visit_id, day)
    greeted = greeting_read(branch_id, visit_id, day)
    with turn(branch_id, actor, at, day, today, found, greeted, plan=plan.version) as this_turn:
        check_not_closed(this_turn.found(today))
        row = this_turn.one(found, "unknown_visit")
        greeting = this_turn.one(greeted, "unknown_visit")
        if row.greeted_at is None:
            return this_turn.answer(Ungreeted(visit_id, gone=False))
        if greeting.by != actor.mark:
            raise Refused("not_your_greeting")
        acted_upon = row.joined_id is not None or (greeting.at_door and greeting.since > 0)
        check_undo(greeting.at, this_turn.at, acted_upon=acted_upon)
        this_turn.record(GreetingUndone(visit_id, greeting.at_door))
        if greeting.at_door:
            this_turn.delete(Visit, id=visit_id)
        else:
            this_turn.update(Visit, visit_id, greeted_at=None)
        return this_turn.answer(Ungreeted(visit_id, greeting.at_door))
