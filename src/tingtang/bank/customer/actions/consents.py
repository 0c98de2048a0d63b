"""Consents are given with evidence, and withdrawn with a word."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.doing import Doing
from tingtang.bank.customer.events import ConsentGiven, ConsentWithdrawn, NeedForgotten
from tingtang.bank.customer.models import Consent as ConsentTable
from tingtang.bank.customer.models import Customer
from tingtang.bank.customer.queries import (
    ConsentRow,
    CustomerRow,
    consent_read,
    consents_read,
    customer_read,
)
from tingtang.bank.customer.rules.consents import (
    Consent,
    ConsentPurpose,
    Grant,
    check_grant,
    consented,
)
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb


@dataclass(frozen=True, slots=True)
class ConsentNow:
    """Answer: a consent, whose it is, and the customer's version."""

    id: UUID
    customer: UUID
    version: int


@verb
def give_consent(
    *, actor: Actor, branch_id: UUID, customer_id: UUID, grant: Grant, at: datetime
) -> ConsentNow:
    """Keep what a customer agreed to; refuses with `consent_without_evidence`. The same paper again
    is the same consent.
    """
    demand(actor, Right.TAKE_CONSENT, branch_id)
    check_grant(grant)
    doing = Doing(actor, branch_id, customer_id, at)
    known = consents_read(branch_id, customer_id)
    with doing.turn(known) as this_turn:
        row = doing.row(this_turn)
        for each in this_turn.found(known):
            if each.grant == grant and each.withdrawn_at is None:
                return this_turn.answer(ConsentNow(each.id, customer_id, row.version))
        consent_id = new_id()
        this_turn.insert(
            ConsentTable,
            id=consent_id,
            customer_id=customer_id,
            purpose=grant.purpose.value,
            scope=grant.scope.value,
            given_at=this_turn.at,
            notice=grant.notice,
            evidence=grant.evidence.value,
            reference=grant.reference,
        )
        given = ConsentGiven(
            consent_id, customer_id, grant.purpose, grant.scope, grant.notice, grant.evidence
        )
        version = this_turn.record(given)
        this_turn.update(Customer, customer_id, version=version)
        return this_turn.answer(ConsentNow(consent_id, customer_id, version))


@verb
def withdraw_consent(
    *, actor: Actor, branch_id: UUID, consent_id: UUID, at: datetime
) -> ConsentNow:
    """Take back a consent, from now on; with the last one to keep a need the need is forgotten."""
    demand(actor, Right.TAKE_CONSENT, branch_id)
    plan = plan_of(branch_id)
    found = consent_read(branch_id, consent_id)
    with turn(branch_id, actor, at, plan.day(at), found, plan=plan.version) as this_turn:
        given = this_turn.one(found, "unknown_consent")
        grant = given.consent.grant
        customers = this_turn.rows(customer_read(branch_id, given.customer_id))
        if not customers:
            raise Refused("unknown_consent")
        if given.consent.withdrawn_at is not None:
            raise Refused("already_withdrawn")
        this_turn.update(ConsentTable, consent_id, withdrawn_at=this_turn.at)
        version = this_turn.record(
            ConsentWithdrawn(consent_id, given.customer_id, grant.purpose, grant.scope)
        )
        changes: dict[str, object] = {}
        if _ends_keeping(this_turn, customers[0], given):
            version = this_turn.record(NeedForgotten(given.customer_id))
            changes["needs"] = None
        this_turn.update(Customer, given.customer_id, version=version, **changes)
        return this_turn.answer(ConsentNow(consent_id, given.customer_id, version))


def _ends_keeping(this_turn: Turn, row: CustomerRow, withdrawn: ConsentRow) -> bool:
    """Whether a need is kept that nothing allows to keep any more."""
    if row.needs is None or withdrawn.consent.grant.purpose is not ConsentPurpose.NEED_KEEP:
        return False
    before: list[Consent] = this_turn.rows(consents_read(this_turn.branch_id, row.id))
    now = [
        replace(each, withdrawn_at=this_turn.at) if each.id == withdrawn.consent.id else each
        for each in before
    ]
    return not consented(now, ConsentPurpose.NEED_KEEP, this_turn.at)
