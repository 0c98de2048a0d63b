"""The day's end: a verb of the clock.

Nothing is lost while the clock stands still: what is open stays open, and is dealt with when it
runs again.
"""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.holds import is_held
from tingtang.bank.customer.queries import customer_read
from tingtang.bank.staff.queries import on_duty_read, people_read
from tingtang.hall.visit.queries import Whose
from tingtang.ledger.turn import Turn, turn, verb
from tingtang.relation.referral.actions.doing import moved
from tingtang.relation.referral.actions.receiving import agrees, has_refused, whose_of
from tingtang.relation.referral.queries import ReferralRow, due_read
from tingtang.relation.referral.rules import ReferralMove, heads_of, keeper


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
