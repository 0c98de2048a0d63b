"""Sales held back: in force in every branch, written by the customer's home branch alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.bank.customer.queries.recognising import in_force
from tingtang.bank.customer.rules import HoldReason
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold that nobody has lifted, and why it was set."""

    id: UUID
    customer_id: UUID
    reason: HoldReason
    held_at: datetime


def _row(hold_id: UUID, customer_id: UUID, reason: str, held_at: datetime) -> HoldRow:
    return HoldRow(hold_id, customer_id, HoldReason(reason), held_at)


_HELD = "id, customer_id, reason, held_at"


def own_hold_read(branch_id: UUID, customer_id: UUID) -> Read[HoldRow]:
    """The hold on a customer of this branch, at most one."""
    return Read(
        f"select {_HELD} from bank_sales_hold "
        "where branch_id = %s and customer_id = %s and lifted_at is null",
        (branch_id, customer_id),
        _row,
    )


def branch_holds_read(branch_id: UUID) -> Read[HoldRow]:
    """The holds on customers of this branch, latest first."""
    return Read(
        f"select {_HELD} from bank_sales_hold "
        "where branch_id = %s and lifted_at is null order by held_at desc, id",
        (branch_id,),
        _row,
    )


def held_back(branch: str, customer: str) -> str:
    """The condition under which a hold stands on a customer of that home branch, or on the same
    person's file at another one: whoever bears one of the same numbers.
    """
    return (
        "exists (select from bank_sales_hold h where h.lifted_at is null "
        f"and h.branch_id = {branch} and h.customer_id = {customer}) "
        "or exists (select from bank_recognised r join bank_recognised o "
        'on o.institution_id = r.institution_id and o.kind = r.kind and o."index" = r."index" '
        "join bank_sales_hold h on h.branch_id = o.branch_id and h.customer_id = o.customer_id "
        f"where r.branch_id = {branch} and r.customer_id = {customer} "
        f"and h.lifted_at is null and {in_force('r')} and {in_force('o')})"
    )


def sales_held_read(home_branch: UUID, customer_id: UUID) -> Read[bool]:
    """Whether sales to a customer are held back, whichever branch says so: always one row."""
    return Read(
        "select "
        + held_back("w.branch", "w.customer")
        + " from (values (%s::uuid, %s::uuid)) as w (branch, customer)",
        (home_branch, customer_id),
        bool,
    )
