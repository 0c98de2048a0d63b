"""What a customer takes back: a consent, or all that the bank keeps of them.

Whatever stood on it ends in the same turn. The customer file stands lower and knows neither visits
nor referrals, so the two verbs stand here, above all that names a customer.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.consents import end_consent
from tingtang.bank.customer.actions.doing import CustomerNow
from tingtang.bank.customer.actions.doing import Doing as OnCustomer
from tingtang.bank.customer.actions.files import erase
from tingtang.bank.customer.queries import consent_read
from tingtang.bank.customer.rules.consents import reachable
from tingtang.hall.booking.models import Booking
from tingtang.hall.booking.queries.bookings import booked_by_read
from tingtang.hall.ticket.actions.linking import UNLINKED, unlink
from tingtang.hall.ticket.actions.visiting import OnVisit
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import linked_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Turn, turn, verb
from tingtang.relation.referral.events import FollowUpsEnded
from tingtang.relation.referral.models import Referral
from tingtang.relation.referral.queries import of_customer_read
from tingtang.relation.referral.rules import REFERRAL_MOVES, ReferralMove, move_referral


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Answer: the consent, whose it was, the customer's version, and what ended with it."""

    id: UUID
    customer: UUID
    version: int
    need_forgotten: bool
    follow_ups: int


@verb
def withdraw_consent(*, actor: Actor, branch_id: UUID, consent_id: UUID, at: datetime) -> Withdrawn:
    """Take back a consent, from now on. With the last one to keep a need the need is forgotten;
    with the last one to contact the customer every follow-up ends and keeps nobody
    (个人信息保护法 art. 15; DOMAIN.md §5).
    """
    demand(actor, Right.TAKE_CONSENT, branch_id)
    plan = plan_of(branch_id)
    found = consent_read(branch_id, consent_id)
    with turn(branch_id, actor, at, plan.day(at), found, plan=plan.version) as this_turn:
        given = this_turn.one(found, "unknown_consent")
        ended = end_consent(this_turn, given)
        customer, left = given.customer_id, reachable(ended.left, this_turn.at)
        follow_ups = 0 if left else _end_follow_ups(this_turn, customer)
        now = Withdrawn(consent_id, customer, ended.version, ended.need_forgotten, follow_ups)
        return this_turn.answer(now)


def _end_follow_ups(this_turn: Turn, customer_id: UUID) -> int:
    """Nobody follows the customer up any more, and no referral says whose it was: neither by name,
    nor by the turn or the time in which it ended.
    """
    ended = 0
    for row in this_turn.rows(of_customer_read(this_turn.branch_id, customer_id)):
        changes: dict[str, object] = {"customer_id": None}
        if (row.state, ReferralMove.WITHDRAW) in REFERRAL_MOVES:
            ended_as = move_referral(row.state, ReferralMove.WITHDRAW)
            changes |= {"state": ended_as.value, "reason": ""}
            ended += 1
        this_turn.update(Referral, row.id, **changes)
    if ended:
        this_turn.record(FollowUpsEnded(ended))
    return ended


@verb
def erase_customer(
    *, actor: Actor, branch_id: UUID, customer_id: UUID, at: datetime, seen: int | None = None
) -> CustomerNow:
    """Destroy the customer's key and all that finds them (个人信息保护法 art. 47): no visit says
    any more that it was theirs, an arrival is withdrawn, and every follow-up ends. Other branches
    forget theirs within the hour (`hall.visit.actions.forget_links`).
    """
    demand(actor, Right.ERASE_CUSTOMER, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    visits = linked_read(branch_id, customer_id)
    before = look(branch_id, visits)[0]
    today = [OnVisit(plan, day, visit_id) for visit_id, on in before if on == day]
    doing = OnCustomer(actor, branch_id, customer_id, at, seen)
    booked = booked_by_read(branch_id, customer_id)
    reads = [read for each in today for read in each.reads]
    with doing.turn(visits, booked, *reads) as this_turn:
        doing.row(this_turn)
        if this_turn.found(visits) != before:
            raise Refused("stale_screen")  # they came, or were recognised, this very moment
        for each in today:
            unlink(this_turn, each, each.row(this_turn), "erased")
        for visit_id, on in before:
            if on != day:
                this_turn.update(Visit, visit_id, **UNLINKED)
        for booking_id in this_turn.found(booked):
            this_turn.update(Booking, booking_id, customer_id=None)
        _end_follow_ups(this_turn, customer_id)
        return this_turn.answer(CustomerNow(customer_id, erase(this_turn, customer_id)))
