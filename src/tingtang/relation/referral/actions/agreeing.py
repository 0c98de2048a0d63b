"""A referred customer agrees to be contacted: taken where it is needed, before the follow-up."""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.customer.actions.consents import ConsentNow, keep_consent
from tingtang.bank.customer.queries import consents_read, customer_read
from tingtang.bank.customer.rules.consents import CONTACT, Grant, check_grant
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import verb
from tingtang.relation.referral.actions.doing import Doing
from tingtang.relation.referral.actions.receiving import (
    check_not_refused,
    of_this_branch,
    whose_of,
)


@verb
def take_contact_consent(
    *,
    actor: Actor,
    branch_id: UUID,
    referral_id: UUID,
    grant: Grant,
    at: datetime,
    seen: int | None = None,
) -> ConsentNow:
    """Keep that the customer of a talk, or of what an ended day left, agrees to be contacted; by
    its receiver, with evidence. Who it is the visit knows, not the screen.

    Refuses with `customer_not_known` where nobody knows whose visit it is, with
    `customer_elsewhere` where another branch keeps the file, with `refused_contact` once they have
    declined to be introduced.
    """
    demand(actor, Right.TAKE_CONSENT, branch_id)
    check_grant(grant)
    if grant.purpose not in CONTACT:
        raise Refused("bad_input", where="purpose")
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.receivers(this_turn)
        check_not_refused(this_turn, row)
        customer_id = of_this_branch(this_turn, whose_of(this_turn, row))
        customers = this_turn.rows(customer_read(branch_id, customer_id))
        if not customers:
            raise Refused("unknown_customer")
        known = this_turn.rows(consents_read(branch_id, customer_id))
        return this_turn.answer(keep_consent(this_turn, customers[0], known, grant))
