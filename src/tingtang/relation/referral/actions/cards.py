"""Experience cards are redeemed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.visit.queries import visit_read
from tingtang.ledger.turn import turn, verb
from tingtang.relation.referral.events import ExperienceCardRedeemed
from tingtang.relation.referral.models import ExperienceCard
from tingtang.relation.referral.queries import card_read
from tingtang.relation.referral.rules import check_redeem, check_serial


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Answer: the card was good."""

    id: UUID
    visit: UUID


@verb
def redeem_card(
    *, actor: Actor, branch_id: UUID, visit_id: UUID, serial: str, at: datetime
) -> Redeemed:
    """Its holder is here: good once, until its last day."""
    demand(actor, Right.REFER, branch_id)
    check_serial(serial)
    plan = plan_of(branch_id)
    day = plan.day(at)
    card, visit = card_read(branch_id, serial), visit_read(branch_id, visit_id, day)
    with turn(branch_id, actor, at, day, card, visit, plan=plan.version) as this_turn:
        found = this_turn.one(card, "unknown_card")
        this_turn.one(visit, "unknown_visit")
        check_redeem(found.valid_until, found.redeemed_at is not None, this_turn.day)
        this_turn.update(
            ExperienceCard, found.id, redeemed_at=this_turn.at, redeemed_visit=visit_id
        )
        this_turn.record(ExperienceCardRedeemed(found.id, visit_id))
        return this_turn.answer(Redeemed(found.id, visit_id))
