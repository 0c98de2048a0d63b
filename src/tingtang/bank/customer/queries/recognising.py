"""Whom a number belongs to, anywhere in the bank; and which rows of imports count."""

from dataclasses import dataclass
from uuid import UUID

from tingtang.ledger.turn import Read


def in_force(row: str) -> str:
    """The condition under which an imported row (by its alias) counts."""
    return (
        f"exists (select from bank_import b where b.id = {row}.brought_by "
        f"and b.sequence is not null) and not exists (select from bank_import t "
        f"where t.id = {row}.taken_by and t.sequence is not null)"
    )


@dataclass(frozen=True, slots=True)
class Recognised:
    """A customer of the bank, as every branch may know them."""

    customer_id: UUID
    home_branch: UUID
    customer_class: str  # vip, ordinary
    rm_id: UUID | None


def recognised_read(institution_id: UUID, kind: str, index: bytes) -> Read[Recognised]:
    """Whose number this is (`kind`: card or id; `index`: its blind index), at most one row, for a
    turn or a look of any branch. Who has files at several branches is the reading branch's own
    first, else a VIP where any says so.
    """
    return Read(
        "select r.customer_id, r.branch_id, r.customer_class, r.rm_id from bank_recognised r "
        f'where r.institution_id = %s and r.kind = %s and r."index" = %s and {in_force("r")} '
        "order by r.branch_id = nullif(current_setting('tingtang.branch', true), '')::uuid desc, "
        "r.customer_class = 'vip' desc, r.branch_id limit 1",
        (institution_id, kind, index),
        Recognised,
    )
