"""The customer wants no introduction; or they did not say so, after all."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.hall.visit.actions import clear_refusal, note_refusal
from tingtang.kernel.refused import Refused
from tingtang.kernel.undo import check_undo
from tingtang.ledger.turn import Turn, verb
from tingtang.relation.referral.actions.doing import Doing, ReferralNow, moved
from tingtang.relation.referral.actions.talking import leave_desk
from tingtang.relation.referral.queries import (
    ReferralRow,
    open_of_person_read,
    refusal_read,
    refused_with_read,
)
from tingtang.relation.referral.rules import REFUSABLE, ReferralMove, move_referral


@verb
def refuse(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """The customer wants no introduction: it binds all posts for the visit, also where that turned
    out to be another one, and nothing to reach them by is kept.
    """
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    awaited, known = doing.awaited(), open_of_person_read(branch_id, doing.known().visit_id)
    with doing.turn(known, *awaited.reads) as this_turn:
        row = doing.row(this_turn)
        now = _refuse(this_turn, row)
        refuse_all(this_turn, (each for each in this_turn.found(known) if each.id != row.id))
        note_refusal(this_turn, row.visit_id)
        leave_desk(this_turn, doing.plan, row)
        awaited.let_go(this_turn)
        return this_turn.answer(now)


def refuse_all(this_turn: Turn, rows: Iterable[ReferralRow]) -> None:
    """Within a turn: nobody waits for, or is asked to receive, a customer who has refused; of a
    talk its receiver says what came of it.
    """
    for row in rows:
        if row.state in REFUSABLE:
            _refuse(this_turn, row)


def _refuse(this_turn: Turn, row: ReferralRow) -> ReferralNow:
    return moved(this_turn, row, ReferralMove.REFUSE, ended_at=this_turn.at, customer_id=None)


@verb
def take_back_refusal(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """The customer did not decline, after all: within six seconds, by who had said so. Whoever had
    the customer has them again, otherwise it asks again; what was awaited is awaited again.

    Refuses with `not_your_referral`, `too_late_to_undo`, and with `acted_upon` where the refusal
    ended a talk or a follow-up: the desk went on, and whose it was is kept no more.
    """
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    refusal, awaited = refusal_read(branch_id, referral_id), doing.awaited()
    others = refused_with_read(branch_id, referral_id, doing.known().visit_id)
    with doing.turn(refusal, others, *awaited.reads) as this_turn:
        row = doing.row(this_turn)
        move_referral(row.state, ReferralMove.UNREFUSE)
        doing.check_day(this_turn)
        said = this_turn.one(refusal, "acted_upon")
        if said.by != actor.mark:
            raise Refused("not_your_referral")
        check_undo(said.at, this_turn.at, acted_upon=False)
        now = unrefuse(this_turn, row)
        for other in this_turn.found(others):
            unrefuse(this_turn, other)
        clear_refusal(this_turn, row.visit_id)
        awaited.await_again(this_turn, row.version)
        return this_turn.answer(now)


def unrefuse(this_turn: Turn, row: ReferralRow) -> ReferralNow:
    """Within a turn: whoever had taken the customer on has them again; otherwise who was asked is
    asked again.
    """
    what = ReferralMove.UNREFUSE if row.receiver_id is None else ReferralMove.UNREFUSE_TAKEN
    since = max(row.asking.since, this_turn.at)  # nobody hears of it before its submission stands
    return moved(this_turn, row, what, ended_at=None, asked_since=since)
