"""Consents are given with evidence, and withdrawn with a word.

The verb that withdraws one stands where all that rests on it is known
(`relation/referral/actions/ending.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.customer.actions.doing import Doing
from tingtang.bank.customer.events import ConsentGiven, ConsentWithdrawn, NeedForgotten
from tingtang.bank.customer.models import Consent as ConsentTable
from tingtang.bank.customer.models import Customer
from tingtang.bank.customer.queries import (
    ConsentRow,
    CustomerRow,
    consents_read,
    customer_read,
)
from tingtang.bank.customer.rules.consents import (
    Consent,
    ConsentPurpose,
    Grant,
    check_grant,
    consented,
    withdrawn,
)
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, verb


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
        return this_turn.answer(keep_consent(this_turn, row, this_turn.found(known), grant))


def keep_consent(
    this_turn: Turn, row: CustomerRow, known: Iterable[Consent], grant: Grant
) -> ConsentNow:
    """Within a turn: the customer agrees, and this shows it."""
    for each in known:
        if each.grant == grant and each.withdrawn_at is None:
            return ConsentNow(each.id, row.id, row.version)
    consent_id = new_id()
    this_turn.insert(
        ConsentTable,
        id=consent_id,
        customer_id=row.id,
        purpose=grant.purpose.value,
        scope=grant.scope.value,
        given_at=this_turn.at,
        notice=grant.notice,
        evidence=grant.evidence.value,
        reference=grant.reference,
    )
    given = ConsentGiven(
        consent_id, row.id, grant.purpose, grant.scope, grant.notice, grant.evidence
    )
    version = this_turn.record(given)
    this_turn.update(Customer, row.id, version=version)
    return ConsentNow(consent_id, row.id, version)


@dataclass(frozen=True, slots=True)
class ConsentEnded:
    """A consent that was just withdrawn: what the customer agrees to still, whether a need was
    forgotten with it, and the customer's version.
    """

    left: list[Consent]
    need_forgotten: bool
    version: int


def end_consent(this_turn: Turn, given: ConsentRow) -> ConsentEnded:
    """Within a turn: take back a consent, from now on; with the last one to keep a need the need is
    forgotten. Refuses with `unknown_consent` where the customer was erased, `already_withdrawn`.
    """
    customers = this_turn.rows(customer_read(this_turn.branch_id, given.customer_id))
    if not customers:
        raise Refused("unknown_consent")
    consent, grant = given.consent, given.consent.grant
    if consent.withdrawn_at is not None:
        raise Refused("already_withdrawn")
    this_turn.update(ConsentTable, consent.id, withdrawn_at=this_turn.at)
    version = this_turn.record(
        ConsentWithdrawn(consent.id, given.customer_id, grant.purpose, grant.scope)
    )
    before: list[Consent] = this_turn.rows(consents_read(this_turn.branch_id, given.customer_id))
    left = withdrawn(before, consent.id, this_turn.at)
    changes: dict[str, object] = {}
    keeps_need = consented(left, ConsentPurpose.NEED_KEEP, this_turn.at)
    forgotten = customers[0].needs is not None and not keeps_need
    if forgotten:
        version = this_turn.record(NeedForgotten(given.customer_id))
        changes["needs"] = None
    this_turn.update(Customer, given.customer_id, version=version, **changes)
    return ConsentEnded(left, forgotten, version)
