"""Verbs of feedback: a customer rates the service, once."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.serving import Moved
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.ticket.rules import State
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb
from tingtang.voice.feedback.events import ServiceRated
from tingtang.voice.feedback.models import Rating
from tingtang.voice.feedback.queries import rating_read

WORDS = frozenset({"kind", "clear", "quick", "long_wait", "unclear_guidance", "surroundings"})


@verb
def rate(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    score: int,
    words: Sequence[str],
    at: datetime,
) -> Moved:
    """Rate the service of a ticket that was served, 1 to 5, once."""
    demand(actor, Right.RATE, branch_id)
    if actor.subject != ticket_id:
        raise Refused("no_right")
    if not 1 <= score <= 5:
        raise Refused("outside_bounds", where="score", value=score, least=1, most=5)
    if not WORDS.issuperset(words):
        raise Refused("bad_input", where="words")
    plan = plan_of(branch_id)
    ticket, given = ticket_read(branch_id, ticket_id), rating_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, given, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        if row.state is not State.DONE or row.counter_id is None:
            raise Refused("wrong_state", state=row.state.value, move="rate")
        if this_turn.found(given):
            raise Refused("already_rated")
        this_turn.insert(
            Rating,
            ticket_id=ticket_id,
            business_date=row.business_date,
            counter_id=row.counter_id,
            staff_id=row.served_by,
            score=score,
            words=json.dumps(list(words)),
            given_at=this_turn.at,
        )
        version = this_turn.record(ServiceRated(ticket_id, row.counter_id, score))
        return this_turn.answer(Moved(ticket_id, row.label, row.state, version))
