"""Sales to a customer are held back, as after a complaint until it is closed, satisfied and
consented (DESIGN: where the sources disagree).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.events import SalesHeld, SalesHoldLifted
from tingtang.bank.customer.models import SalesHold
from tingtang.bank.customer.queries.customers import customer_read
from tingtang.bank.customer.queries.holds import own_hold_read, sales_held_read
from tingtang.bank.customer.rules import HoldReason
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb


@dataclass(frozen=True, slots=True)
class Held:
    """Answer: whether sales to the customer are held back now."""

    customer: UUID
    held: bool


@verb
def hold_sales(
    *, actor: Actor, branch_id: UUID, customer_id: UUID, reason: HoldReason, at: datetime
) -> Held:
    """From now on nobody sells to this customer, and nobody refers them; holding twice is once."""
    demand(actor, Right.HOLD_SALES, branch_id)
    plan = plan_of(branch_id)
    customer = customer_read(branch_id, customer_id)
    held = own_hold_read(branch_id, customer_id)
    with turn(branch_id, actor, at, plan.day(at), customer, held, plan=plan.version) as this_turn:
        this_turn.one(customer, "unknown_customer")
        if not this_turn.found(held):
            hold_id = new_id()
            this_turn.record(SalesHeld(hold_id, customer_id, reason.value))
            this_turn.insert(
                SalesHold,
                id=hold_id,
                customer_id=customer_id,
                reason=reason.value,
                held_at=this_turn.at,
            )
        return this_turn.answer(Held(customer_id, held=True))


@verb
def lift_hold(*, actor: Actor, branch_id: UUID, customer_id: UUID, at: datetime) -> Held:
    """Sales to this customer go on."""
    demand(actor, Right.HOLD_SALES, branch_id)
    plan = plan_of(branch_id)
    held = own_hold_read(branch_id, customer_id)
    with turn(branch_id, actor, at, plan.day(at), held, plan=plan.version) as this_turn:
        hold_id = this_turn.one(held, "no_hold").id
        this_turn.record(SalesHoldLifted(hold_id, customer_id))
        this_turn.update(SalesHold, hold_id, lifted_at=this_turn.at)
        return this_turn.answer(Held(customer_id, held=False))


def is_held(this_turn: Turn, home_branch: UUID | None, customer_id: UUID | None) -> bool:
    """Within a turn: whether nobody sells to this customer now, whichever branch said so. Of whom
    nothing is known nothing is held.
    """
    if customer_id is None or home_branch is None:
        return False
    return this_turn.rows(sales_held_read(home_branch, customer_id))[0]


def check_no_hold(this_turn: Turn, home_branch: UUID | None, customer_id: UUID | None) -> None:
    """Refuse with `sales_held` while sales to the customer are held back."""
    if is_held(this_turn, home_branch, customer_id):
        raise Refused("sales_held")
