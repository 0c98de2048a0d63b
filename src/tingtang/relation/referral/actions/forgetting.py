"""What is forgotten of referrals: verbs of the clock."""

from datetime import UTC, datetime, time
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.remembering import Forgettable
from tingtang.bank.customer.queries import all_consents_read
from tingtang.hall.visit.actions import LINKS_LAST
from tingtang.kernel.ids import new_id
from tingtang.ledger.look import look
from tingtang.ledger.turn import turn, verb
from tingtang.relation.referral.events import ReferralsForgotten, ReferralsSevered
from tingtang.relation.referral.models import ExperienceCard, Referral
from tingtang.relation.referral.queries import ReferralRow, forgettable_read, severable_read
from tingtang.relation.referral.rules import KEPT_FOR, ReferralState


@verb
def sever_referrals(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """A follow-up of more than 30 days ago names the customer still, but no longer the visit, and
    bears another id and none of its times: so that neither the tables nor the ledger lead from the
    customer to what they said in the hall. Unless they agreed to be remembered; 200 at most.
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    severable = severable_read(branch_id, day - LINKS_LAST)
    old, agreed = look(branch_id, severable, all_consents_read(branch_id))
    due = Forgettable(branch_id, ((row.id, row.customer_id) for row in old), agreed, at)
    with turn(branch_id, actor, at, day, severable, *due.reads, plan=plan.version) as this_turn:
        left = set(due.found(this_turn))
        found = [row for row in this_turn.found(severable) if row.id in left]
        version = this_turn.record(ReferralsSevered(len(found))) if found else 0
        for row in found:
            this_turn.update(Referral, row.id, **_severed(row, version))
        return len(found)


def _severed(row: ReferralRow, version: int) -> dict[str, object]:
    """A referral without its visit: it is its own, and of its times the day is left."""
    day, own = datetime.combine(row.business_date, time(), UTC), new_id()
    times = {"accepted_at": row.accepted_at, "met_at": row.met_at}
    ended = row.state is ReferralState.FOLLOW_UP
    return {
        "id": own,
        "visit_id": own,
        "guidance_id": None,
        "sequence": version,
        "version": version,
        "submitted_at": day,
        "asked_since": day,
        "ended_at": day if ended else None,
        **{name: day for name, at in times.items() if at is not None},
    }


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
    due = Forgettable(branch_id, old, agreed, at)
    with turn(branch_id, actor, at, day, *due.reads, plan=plan.version) as this_turn:
        found = due.found(this_turn)
        for each in found:
            this_turn.delete(ExperienceCard, referral_id=each)
            this_turn.delete(Referral, id=each)
        if found:
            this_turn.record(ReferralsForgotten(len(found)))
        return len(found)
