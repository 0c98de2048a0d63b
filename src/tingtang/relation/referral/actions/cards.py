"""Experience cards are redeemed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import check_not_closed, day_read, plan_of
from tingtang.bank.customer.actions.holds import check_no_hold
from tingtang.hall.visit.queries import visit_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb
from tingtang.relation.guidance.queries import refusals_read
from tingtang.relation.referral.events import ExperienceCardRedeemed
from tingtang.relation.referral.models import ExperienceCard
from tingtang.relation.referral.queries import card_read
from tingtang.relation.referral.rules import check_redeem, serial_said


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Answer: the card was good. Who gave it, on which day, and who had referred its holder."""

    id: UUID
    visit: UUID
    given_on: date
    given_by: UUID
    referred_by: UUID | None


@verb
def redeem_card(
    *, actor: Actor, branch_id: UUID, visit_id: UUID, serial: str, at: datetime
) -> Redeemed:
    """Its holder is here again: good once, until its last day. Refuses with `card_mistyped` what is
    no serial, with `unknown_card`, `card_used`, `card_expired`, with `card_of_this_visit` in the
    visit that it was given in; with `refused_contact` and `sales_held` like every introduction.
    """
    demand(actor, Right.REFER, branch_id)
    serial = serial_said(serial)
    plan = plan_of(branch_id)
    day = plan.day(at)
    today = day_read(branch_id, day)
    card, visit = card_read(branch_id, serial), visit_read(branch_id, visit_id, day)
    refusals = refusals_read(branch_id, visit_id)
    reads = (card, visit, today, refusals)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        found = this_turn.one(card, "unknown_card")
        holder = this_turn.one(visit, "unknown_visit")
        check_not_closed(this_turn.found(today))
        given_now = found.visit_id in (holder.id, holder.joined_id)
        used = found.redeemed_at is not None
        check_redeem(found.valid_until, used, this_turn.day, given_now=given_now)
        if this_turn.found(refusals)[0]:
            raise Refused("refused_contact")
        check_no_hold(this_turn, holder.home_branch, holder.customer_id)
        this_turn.update(
            ExperienceCard, found.id, redeemed_at=this_turn.at, redeemed_visit=visit_id
        )
        this_turn.record(ExperienceCardRedeemed(found.id, visit_id))
        given = found.issued_on, found.issued_by
        return this_turn.answer(Redeemed(found.id, visit_id, *given, found.source_id))
