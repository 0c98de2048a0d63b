"""Sales held back."""

from uuid import UUID

from tingtang.ledger.turn import Read


def sales_hold_read(branch_id: UUID, customer_id: UUID) -> Read[UUID]:
    """The holds on selling to a customer that nobody has lifted."""
    return Read(
        "select id from bank_sales_hold "
        "where branch_id = %s and customer_id = %s and lifted_at is null",
        (branch_id, customer_id),
        lambda hold_id: hold_id,
    )
