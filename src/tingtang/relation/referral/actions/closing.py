"""The day's end, withdrawn consents, and what is forgotten: verbs of the clock.

Nothing is lost while the clock stands still: what is open stays open, and is dealt with when it
runs again.
"""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.ledger.turn import Turn, turn, verb
from tingtang.relation.referral.actions.doing import moved
from tingtang.relation.referral.actions.receiving import agrees, customer_of, has_refused
from tingtang.relation.referral.events import ReferralsForgotten
from tingtang.relation.referral.models import ExperienceCard, Referral
from tingtang.relation.referral.queries import (
    ReferralRow,
    due_read,
    forgettable_read,
    unfinished_read,
)
from tingtang.relation.referral.rules import KEPT_FOR, ReferralMove


@verb
def finish_referrals(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """At closing, and for days that are over: with a consent to contact, an open referral goes to
    its receiver for following up the same day; otherwise the customer has left, and nothing is
    kept. How many there were.
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    overdue = due_read(branch_id, day)
    with turn(branch_id, actor, at, day, overdue, plan=plan.version) as this_turn:
        due = this_turn.found(overdue)
        for row in due:
            _finish(this_turn, row)
        return len(due)


def _finish(this_turn: Turn, row: ReferralRow) -> None:
    customer = customer_of(this_turn, row)
    if customer is not None and agrees(this_turn, customer) and not has_refused(this_turn, row):
        receiver = row.receiver_id or next(iter(row.asking.candidates), None)
        moved(this_turn, row, ReferralMove.KEEP, customer_id=customer, receiver_id=receiver)
    else:
        moved(this_turn, row, ReferralMove.LEAVE, ended_at=this_turn.at, customer_id=None)


@verb
def end_without_consent(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """Unfinished referrals whose consent was withdrawn end, and keep nobody. How many did."""
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    unfinished = unfinished_read(branch_id)
    with turn(branch_id, actor, at, plan.day(at), unfinished, plan=plan.version) as this_turn:
        ended = [
            row
            for row in this_turn.found(unfinished)
            if row.customer_id is None or not agrees(this_turn, row.customer_id)
        ]
        for row in ended:
            moved(this_turn, row, ReferralMove.WITHDRAW, ended_at=this_turn.at, customer_id=None)
        return len(ended)


@verb
def forget_referrals(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """What is older than a year is forgotten; the entries stay, and name nobody."""
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    old = forgettable_read(branch_id, day - KEPT_FOR)
    with turn(branch_id, actor, at, day, old, plan=plan.version) as this_turn:
        found = this_turn.found(old)
        for each in found:
            this_turn.delete(ExperienceCard, referral_id=each)
            this_turn.delete(Referral, id=each)
        if found:
            this_turn.record(ReferralsForgotten(len(found)))
        return len(found)
