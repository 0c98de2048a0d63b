"""Sales held back: nobody of the bank sells to these customers for now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from tingtang.api.door import answered, carry_out, verb
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in
from tingtang.bank.customer.actions import holds, looking
from tingtang.bank.customer.actions.holds import Held
from tingtang.bank.customer.queries import CustomerRow
from tingtang.bank.customer.queries.holds import HoldRow
from tingtang.bank.customer.queries.sealed import Keys, bank_keys, opened
from tingtang.bank.customer.rules import HoldReason
from tingtang.bank.customer.rules.numbers import masked_phone

router = Router(tags=["holds"])


class Holding(Schema, extra="forbid"):
    """Why nobody sells to a customer for now."""

    reason: HoldReason


@dataclass(frozen=True, slots=True)
class SalesHoldOf:
    """A customer to whom nobody sells now: how to address them, the number masked, and why."""

    customer: UUID
    address_form: str | None
    phone: str | None
    reason: HoldReason
    since: datetime


@dataclass(frozen=True, slots=True)
class SalesHolds:
    """To whom nobody sells now, latest first."""

    holds: tuple[SalesHoldOf, ...]


@router.get("/branches/{uuid:branch}/sales-holds", response=SalesHolds)
def sales_holds(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The branch's customers to whom nobody sells now; the look is recorded."""
    actor = who(request)
    held = looking.look_at_holds(actor=actor, branch_id=branch, at=now_in(branch))
    return answered(SalesHolds(tuple(_hold(row, hold, bank_keys()) for row, hold in held)))


def _hold(row: CustomerRow, hold: HoldRow, keys: Keys) -> SalesHoldOf:
    person = opened(row, keys)
    phone = masked_phone(person.phone) if person.phone else None
    return SalesHoldOf(row.id, person.address_form or None, phone, hold.reason, hold.held_at)


@verb(router, "/customers/{uuid:customer}/hold-sales", Held)
def hold_sales(request: HttpRequest, customer: UUID, body: Holding) -> HttpResponse:
    """From now on nobody sells to the customer, and nobody refers them."""
    return carry_out(request, holds.hold_sales, customer_id=customer, reason=body.reason)


@verb(router, "/customers/{uuid:customer}/lift-hold", Held)
def lift_hold(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Sales to the customer go on."""
    return carry_out(request, holds.lift_hold, customer_id=customer)
