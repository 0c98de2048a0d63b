"""The day's end, and what is forgotten: verbs of the clock.

Nothing is lost while the clock stands still: what is open stays open, and is dealt with when it
runs again.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.holds import is_held
from tingtang.bank.customer.queries import all_consents_read, consents_read, customer_read
from tingtang.bank.customer.rules.consents import remembered
from tingtang.bank.staff.queries import on_duty_read, people_read
from tingtang.hall.visit.queries import Whose
from tingtang.ledger.look import look
from tingtang.ledger.turn import Turn, turn, verb
from tingtang.relation.referral.actions.doing import moved
from tingtang.relation.referral.actions.receiving import agrees, has_refused, whose_of
from tingtang.relation.referral.events import ReferralsForgotten
from tingtang.relation.referral.models import ExperienceCard, Referral
from tingtang.relation.referral.queries import (
    ReferralRow,
    due_read,
    forgettable_read,
)
from tingtang.relation.referral.rules import KEPT_FOR, ReferralMove, heads_of, keeper

_AT_ONCE: Final = 200  # referrals that one statement forgets


@verb
def finish_referrals(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """At closing, and for days that are over: with a consent to contact, an open referral goes to
    its receiver for following up the same day, or to whoever `keeper` says; otherwise the customer
    has left, and nothing is kept. How many there were.
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    overdue = due_read(branch_id, day)
    with turn(branch_id, actor, at, day, overdue, plan=plan.version) as this_turn:
        due = this_turn.found(overdue)
        for row in due:
            finish(this_turn, row)
        return len(due)


def finish(this_turn: Turn, row: ReferralRow) -> None:
    """Within a turn: nobody receives the customer today any more. It is followed up by a consent to
    contact; without one nothing is kept.
    """
    whose, receiver = whose_of(this_turn, row), None
    if _may_follow_up(this_turn, whose) and not has_refused(this_turn, row):
        receiver = _keeper(this_turn, row, whose)
    if receiver is not None:
        customer = whose.customer_id
        moved(this_turn, row, ReferralMove.KEEP, customer_id=customer, receiver_id=receiver)
    else:
        moved(this_turn, row, ReferralMove.LEAVE, ended_at=this_turn.at, customer_id=None)


def _keeper(this_turn: Turn, row: ReferralRow, whose: Whose) -> UUID | None:
    """Who follows it up; of the heads, who is on duty before who is not."""
    branch_id = this_turn.branch_id
    people = {
        each.id: Post(each.post) for each in this_turn.rows(people_read(branch_id)) if each.active
    }
    able = {each for each, post in people.items() if Right.RECEIVE_REFERRAL in RIGHTS[post]}
    here = {staff_id for staff_id, _ in this_turn.rows(on_duty_read(branch_id, this_turn.day))}
    heads = sorted(heads_of(people.items()), key=lambda each: each not in here)
    files = this_turn.rows(customer_read(branch_id, whose.customer_id)) if whose.customer_id else []
    own = files[0].rm_id if files else None
    return keeper((row.asking, row.receiver_id, row.source_id), own, able, heads)


def _may_follow_up(this_turn: Turn, whose: Whose) -> bool:
    """Whether the customer agrees to be contacted, and nobody holds back sales to them."""
    if whose.customer_id is None or not agrees(this_turn, whose.customer_id):
        return False
    return not is_held(this_turn, whose.home_branch, whose.customer_id)


@verb
def forget_referrals(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """What is older than a year is forgotten, 200 at most, unless the customer agreed to be
    remembered (Personal Information Protection Law art. 19); the entries stay, and name nobody.
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    old, agreed = look(
        branch_id, forgettable_read(branch_id, day - KEPT_FOR), all_consents_read(branch_id)
    )
    kept = remembered(((row.customer_id, row.consent) for row in agreed), at)
    due = [(referral_id, whose) for referral_id, whose in old if whose not in kept][:_AT_ONCE]
    consents = {whose: consents_read(branch_id, whose) for _, whose in due if whose is not None}
    with turn(branch_id, actor, at, day, *consents.values(), plan=plan.version) as this_turn:
        said = [(whose, each) for whose, of in consents.items() for each in this_turn.found(of)]
        kept = remembered(said, this_turn.at)
        found = [referral_id for referral_id, whose in due if whose not in kept]
        for each in found:
            this_turn.delete(ExperienceCard, referral_id=each)
            this_turn.delete(Referral, id=each)
        if found:
            this_turn.record(ReferralsForgotten(len(found)))
        return len(found)
