"""Looking at a customer: by an exact number or as one's own, never by names; each look is noted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.doing import demand_own_customer
from tingtang.bank.customer.queries import (
    CustomerRow,
    HoldingRow,
    NumberRow,
    Recognised,
    by_number_read,
    consents_read,
    customer_read,
    holdings_read,
    numbers_read,
    recognised_read,
)
from tingtang.bank.customer.queries.holds import HoldRow, branch_holds_read
from tingtang.bank.customer.rules import LookReason, NumberKind
from tingtang.bank.customer.rules.consents import Consent
from tingtang.kernel.refused import Refused
from tingtang.ledger.actions import note_look
from tingtang.ledger.look import look


@dataclass(frozen=True, slots=True)
class File:
    """A customer's whole file, personal fields sealed."""

    row: CustomerRow
    numbers: tuple[NumberRow, ...]
    consents: tuple[Consent, ...]
    holdings: tuple[HoldingRow, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A customer of this branch, personal fields sealed."""

    row: CustomerRow
    consents: tuple[Consent, ...]


def look_up(
    *,
    actor: Actor,
    branch_id: UUID,
    kind: NumberKind,
    index: bytes,
    reason: LookReason,
    at: datetime,
) -> Found | Recognised:
    """Whose number this is, by its blind index: a customer of this branch, or somebody whom another
    one knows; refuses with `unknown_customer`. Noted either way.
    """
    demand(actor, Right.SEE_CUSTOMER, branch_id)
    anywhere = recognised_read(plan_of(branch_id).institution_id, kind.value, index)
    own, known = look(branch_id, by_number_read(branch_id, kind, index), anywhere)
    ids = [*(row.id for row in own), *(each.customer_id for each in known), "nobody"]
    _note(actor, branch_id, f"customer.{ids[0]}.{reason.value}", at)
    if own:
        return Found(own[0], tuple(look(branch_id, consents_read(branch_id, own[0].id))[0]))
    if not known:
        raise Refused("unknown_customer")
    elsewhere: Recognised = known[0]
    return elsewhere


def open_file(*, actor: Actor, branch_id: UUID, customer_id: UUID, at: datetime) -> File:
    """The whole file, for the customer's own relationship manager and for who may change any;
    refuses with `not_your_customer`.
    """
    demand(actor, Right.EDIT_CUSTOMER, branch_id)
    rows, numbers, consents, holdings = look(
        branch_id,
        customer_read(branch_id, customer_id),
        numbers_read(branch_id, customer_id),
        consents_read(branch_id, customer_id),
        holdings_read(branch_id, customer_id),
    )
    if not rows:
        raise Refused("unknown_customer")
    demand_own_customer(actor, rows[0])
    _note(actor, branch_id, f"customer.{customer_id}.file", at)
    return File(rows[0], tuple(numbers), tuple(consents), tuple(holdings))


def look_at_address(
    *, actor: Actor, branch_id: UUID, visit_id: UUID, customer_id: UUID, at: datetime
) -> CustomerRow:
    """How to address somebody who is here; a relationship manager's own customers only
    (`not_your_customer`). The look is noted at the visit: at the customer, its time would tell for
    ever whose visit it was.
    """
    demand(actor, Right.SEE_CUSTOMER, branch_id)
    rows = look(branch_id, customer_read(branch_id, customer_id))[0]
    if not rows:
        raise Refused("unknown_customer")
    demand_own_customer(actor, rows[0])
    _note(actor, branch_id, f"visit.{visit_id}.address", at)
    row: CustomerRow = rows[0]
    return row


def look_at_holds(
    *, actor: Actor, branch_id: UUID, at: datetime
) -> list[tuple[CustomerRow, HoldRow]]:
    """The branch's customers to whom nobody sells now, latest first, for who holds and lifts."""
    demand(actor, Right.HOLD_SALES, branch_id)
    holds: list[HoldRow] = look(branch_id, branch_holds_read(branch_id))[0]
    _note(actor, branch_id, "customer.held", at)
    found = look(branch_id, *(customer_read(branch_id, each.customer_id) for each in holds))
    return [(row, hold) for rows, hold in zip(found, holds, strict=True) for row in rows]


def _note(actor: Actor, branch_id: UUID, what: str, at: datetime) -> None:
    note_look(branch_id, actor.mark, what, plan_of(branch_id).day(at), at)
