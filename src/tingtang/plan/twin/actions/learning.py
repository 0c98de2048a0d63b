"""The twin learns: a version of what past days taught is put in force."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.kernel.ids import new_id
from tingtang.ledger.turn import turn, verb
from tingtang.plan.twin.events import TwinFitted
from tingtang.plan.twin.models import Twin
from tingtang.plan.twin.queries.kept import newest_twin_read
from tingtang.plan.twin.rules.fits import Learned


@dataclass(frozen=True, slots=True)
class TwinNow:
    """Answer: the version that is in force."""

    id: UUID
    number: int


@verb
def keep_learned(*, actor: Actor, branch_id: UUID, learned: Learned, at: datetime) -> TwinNow:
    """Put a new version in force. One that knows no later day than the present version changes
    nothing.
    """
    demand(actor, Right.FIT_TWIN, branch_id)
    plan = plan_of(branch_id)
    newest = newest_twin_read(branch_id)
    with turn(branch_id, actor, at, plan.day(at), newest, plan=plan.version) as this_turn:
        before = this_turn.found(newest)
        if before and before[0].last >= learned.last:
            return this_turn.answer(TwinNow(before[0].id, before[0].number))
        made = TwinNow(new_id(), before[0].number + 1 if before else 1)
        sequence = this_turn.record(
            TwinFitted(
                twin=made.id,
                number=made.number,
                first=learned.first,
                last=learned.last,
                days=learned.days,
                rows=learned.rows,
                refused=learned.refused,
            )
        )
        this_turn.insert(
            Twin,
            id=made.id,
            number=made.number,
            fitted_at=this_turn.at,
            first=learned.first,
            last=learned.last,
            days=learned.days,
            fit=json.dumps(learned.fit.json()),
            report=json.dumps(learned.report),
            version=sequence,
        )
        return this_turn.answer(made)
