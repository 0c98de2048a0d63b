"""Verbs about whom a visit is of: a card is read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.visit.actions import begin_visit
from tingtang.hall.visit.events import CardRead
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import lately_read, visit_read
from tingtang.hall.visit.rules import CardKind
from tingtang.ledger.turn import turn, verb

SAME_READ = timedelta(minutes=2)  # a card put in twice is one visit


@dataclass(frozen=True, slots=True)
class Noted:
    """Answer: whose visit it is. A number that is taken next may join it."""

    visit: UUID


@verb
def note_card(
    *,
    actor: Actor,
    branch_id: UUID,
    kind: CardKind,
    index: bytes,
    at: datetime,
    visit_id: UUID | None = None,
) -> Noted:
    """Note whom a visit is of, by the number's keyed blind index alone; the number comes no further
    than the door. Without a visit one begins.
    """
    demand(actor, Right.READ_CARD, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    if visit_id is not None:
        found = visit_read(branch_id, visit_id, day)
    else:
        found = lately_read(branch_id, index, day, at - SAME_READ)
    with turn(branch_id, actor, at, day, found, plan=plan.version) as this_turn:
        if visit_id is not None:
            row = this_turn.one(found, "unknown_visit")
            known, before = row.id, row.index
        elif rows := this_turn.found(found):
            known, before = rows[0].id, rows[0].index
        else:
            known, before = begin_visit(this_turn, arrived_at=this_turn.at), None
        if before != index:
            this_turn.update(Visit, known, reader_index=index, version=this_turn.sequence)
            this_turn.record(CardRead(known, kind.value))
        return this_turn.answer(Noted(known))
