"""Somebody asks the twin what a change would do."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import Discipline
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb
from tingtang.plan.twin.events import WhatIfAsked
from tingtang.plan.twin.models import Question
from tingtang.plan.twin.queries.kept import newest_twin_read
from tingtang.plan.twin.rules.changes import SAYS, Change, What


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Answer: where the twin will say what it would do."""

    id: UUID


@verb
def ask(*, actor: Actor, branch_id: UUID, change: Change, at: datetime) -> QuestionAsked:
    """Ask what a change would do from now to closing; nothing in the hall changes.

    Refuses what the plan does not know (`unknown_counter`, `unknown_service`, `bad_input`), and
    with `twin_unlearned` while nothing is known of past days.
    """
    demand(actor, Right.ASK_TWIN, branch_id)
    plan = plan_of(branch_id)
    counters = {each.number: each.id for each in plan.counters.values()}
    _check(change, frozenset(counters), frozenset(x.code for x in plan.services.values()))
    newest = newest_twin_read(branch_id)
    with turn(branch_id, actor, at, plan.day(at), newest, plan=plan.version) as this_turn:
        this_turn.one(newest, "twin_unlearned")
        asked = QuestionAsked(new_id())
        this_turn.record(
            WhatIfAsked(
                question=asked.id,
                change=change.what.value,
                counter=counters.get(change.counter),
                other=counters.get(change.other),
            )
        )
        this_turn.insert(
            Question, id=asked.id, asked_at=this_turn.at, change=json.dumps(change.json())
        )
        return this_turn.answer(asked)


def _check(change: Change, counters: frozenset[str], services: frozenset[str]) -> None:
    for name in sorted(change.json().keys() - {"what"} - SAYS[change.what]):
        raise Refused("bad_input", where=name)
    if change.what in (What.OPEN, What.CLOSE, What.MOVE) and change.counter not in counters:
        raise Refused("unknown_counter", where="counter")
    if change.what is What.MOVE and change.other not in counters:
        raise Refused("unknown_counter", where="other")
    if change.what is What.MOVE and change.other == change.counter:
        raise Refused("change_impossible", where="other")
    if change.what is What.DIVERT and change.service not in services:
        raise Refused("unknown_service", where="service")
    if change.what is What.DISCIPLINE and change.discipline not in frozenset(Discipline):
        raise Refused("bad_input", where="discipline")
