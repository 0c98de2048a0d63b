"""A customer's file: form of address, relationship manager, needs; and its end."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.customer.actions.doing import CustomerNow, Doing
from tingtang.bank.customer.events import (
    AddressFormSet,
    CustomerErased,
    NeedForgotten,
    NeedKept,
    RmAssigned,
)
from tingtang.bank.customer.models import (
    Consent,
    Customer,
    Facts,
    Holding,
    KnownNumber,
    Recognised,
    SalesHold,
)
from tingtang.bank.customer.queries import (
    CustomerRow,
    NumberRow,
    consents_read,
    numbers_read,
)
from tingtang.bank.customer.queries.sealed import (
    ASKED,
    NEEDS,
    bank_keys,
    closed,
    opened,
    own_key,
)
from tingtang.bank.customer.rules import KeptNeed, NumberKind, address_form
from tingtang.bank.customer.rules.consents import ConsentPurpose, consented
from tingtang.bank.staff.queries import staff_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, verb

_MANAGERS = frozenset({Post.WEALTH_RM.value, Post.MARKETING_RM.value})


@verb
def set_address_form(
    *,
    actor: Actor,
    branch_id: UUID,
    customer_id: UUID,
    form: str,
    at: datetime,
    seen: int | None = None,
) -> CustomerNow:
    """Note how the customer wishes to be addressed; it counts before what files say."""
    demand(actor, Right.EDIT_CUSTOMER, branch_id)
    form = address_form(form)
    doing = Doing(actor, branch_id, customer_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.own_row(this_turn)
        sealed = closed(own_key(row.id, row.key, bank_keys()), customer_id, ASKED, form)
        version = this_turn.record(AddressFormSet(customer_id))
        return doing.done(this_turn, version, address=sealed)


@verb
def assign_rm(
    *,
    actor: Actor,
    branch_id: UUID,
    customer_id: UUID,
    rm_id: UUID | None,
    at: datetime,
    seen: int | None = None,
) -> CustomerNow:
    """Give the customer another relationship manager of the branch, or none; until a file that
    changes the customer says otherwise.
    """
    demand(actor, Right.EDIT_CUSTOMER, branch_id)
    doing = Doing(actor, branch_id, customer_id, at, seen)
    numbers = numbers_read(branch_id, customer_id)
    manager = staff_read(branch_id, rm_id or customer_id)
    with doing.turn(numbers, manager) as this_turn:
        row = doing.own_row(this_turn)
        if rm_id is not None and this_turn.one(manager, "unknown_staff").post not in _MANAGERS:
            raise Refused("unknown_staff")
        this_turn.update(Facts, row.facts_id, rm_id=rm_id)
        for known in _known_elsewhere(this_turn.found(numbers)):
            by = {"customer_id": customer_id, "brought_by": known}
            this_turn.update(Recognised, by, rm_id=rm_id)
        version = this_turn.record(RmAssigned(customer_id, rm_id))
        return doing.done(this_turn, version)


def _known_elsewhere(numbers: Iterable[NumberRow]) -> set[UUID]:
    """The imports by which other branches know the customer."""
    return {each.brought_by for each in numbers if each.kind is not NumberKind.OWN}


@verb
def keep_need(
    *,
    actor: Actor,
    branch_id: UUID,
    customer_id: UUID,
    need: KeptNeed,
    at: datetime,
    seen: int | None = None,
) -> CustomerNow:
    """Remember a protected need beyond the visit; refuses with `need_without_consent`."""
    demand(actor, Right.EDIT_CUSTOMER, branch_id)
    doing = Doing(actor, branch_id, customer_id, at, seen)
    consents = consents_read(branch_id, customer_id)
    with doing.turn(consents) as this_turn:
        row = doing.own_row(this_turn)
        if not consented(this_turn.found(consents), ConsentPurpose.NEED_KEEP, this_turn.at):
            raise Refused("need_without_consent")
        keys = bank_keys()
        version = this_turn.record(NeedKept(customer_id))
        needs = _sealed(row, opened(row, keys).needs | {need})
        return doing.done(this_turn, version, needs=needs)


@verb
def forget_need(
    *,
    actor: Actor,
    branch_id: UUID,
    customer_id: UUID,
    need: KeptNeed,
    at: datetime,
    seen: int | None = None,
) -> CustomerNow:
    """Remember a need no more; refuses with `unknown_need` where it wasn't remembered."""
    demand(actor, Right.EDIT_CUSTOMER, branch_id)
    doing = Doing(actor, branch_id, customer_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.own_row(this_turn)
        kept = opened(row, bank_keys()).needs
        if need not in kept:
            raise Refused("unknown_need")
        version = this_turn.record(NeedForgotten(customer_id))
        return doing.done(this_turn, version, needs=_sealed(row, kept - {need}))


def _sealed(row: CustomerRow, needs: frozenset[KeptNeed]) -> bytes | None:
    return closed(own_key(row.id, row.key, bank_keys()), row.id, NEEDS, " ".join(sorted(needs)))


# ------------------------------------------------------------------------- the end


def erase(this_turn: Turn, customer_id: UUID) -> int:
    """Within a turn: destroy the customer's key and all that finds them (个人信息保护法 art. 47).
    That they consented, and to what, stays as codes; nothing is allowed by it any more. The
    customer's version.

    The verb stands where all that names a customer is known
    (`relation/referral/actions/ending.py`).
    """
    given = this_turn.rows(consents_read(this_turn.branch_id, customer_id))
    ended = [each for each in given if each.withdrawn_at is None]
    for each in given:
        until = each.withdrawn_at or this_turn.at
        this_turn.update(Consent, each.id, withdrawn_at=until, reference="")
    for table in (Facts, KnownNumber, Recognised, Holding, SalesHold):
        this_turn.delete(table, customer_id=customer_id)
    version = this_turn.record(CustomerErased(customer_id, len(ended)))
    gone = {"key": None, "address": None, "needs": None, "erased": True}
    this_turn.update(Customer, customer_id, version=version, **gone)
    return version
