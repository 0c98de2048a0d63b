"""What a bank leaves to its branches.

Each row of the bank's version says which other results a branch may choose in its cases (`may`);
none: the row is the bank's alone. A branch may divide those cases as it likes, but in every case
its result is the bank's or one that the bank allows there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tingtang.bank.policy.rules.checking import Cases, cases_of, first_case
from tingtang.bank.policy.rules.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Beyond:
    """A branch's `row` decides what the `bank_row` doesn't leave to it; one `case` as atoms. Rows
    count from 1.
    """

    row: int
    bank_row: int
    case: tuple[int, ...]


def beyond(bank: Table, branch: Table) -> Iterator[Beyond]:
    """Where a branch's version goes beyond what the bank opens: none, and it may override."""
    theirs = list(_said(bank))
    for number, (row, cases) in enumerate(_said(branch), start=1):
        for bank_number, (bank_row, bank_cases) in enumerate(theirs, start=1):
            shared = cases & bank_cases
            if shared and row.results not in (bank_row.results, *bank_row.may):
                yield Beyond(number, bank_number, first_case(bank.kind, shared))


def _said(table: Table) -> list[tuple[Row, Cases]]:
    """What each row decides. Where a version is silent it neither binds nor goes beyond."""
    said = list(zip(table.rows, _decided(table), strict=True))
    return said[:-1] if table.silent else said


def _decided(table: Table) -> Iterator[Cases]:
    """The cases that each row decides: those it fits and no row before it does."""
    covered = 0
    for masks in table.masks:
        cases = cases_of(table.kind, masks)
        yield cases & ~covered
        covered |= cases
