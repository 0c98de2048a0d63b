"""What a bank leaves to its branches.

Each row of the bank's version says which other results a branch may choose in its cases (`may`);
none: the row is the bank's alone. A branch may divide those cases as it likes, but in every case
its result is the bank's or one that the bank allows there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tingtang.bank.policy.rules.checking import Cases, cases_of, first_case
from tingtang.bank.policy.rules.tables import Row, Table

Results = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """A branch's `row` decides what the `bank_row` doesn't leave to it: that allows `allowed`, its
    own results first; one `case` as atoms. `mend` are results that the bank allows in all cases of
    the row, if there are any. Rows count from 1.
    """

    row: int
    bank_row: int
    case: tuple[int, ...]
    allowed: tuple[Results, ...]
    mend: Results | None


def beyond(bank: Table, branch: Table) -> Iterator[Beyond]:
    """Where a branch's version goes beyond what the bank opens: none, and it may override."""
    theirs = list(_said(bank))
    for number, (row, cases) in enumerate(_said(branch), start=1):
        bound = [
            (bank_number, (bank_row.results, *bank_row.may), shared)
            for bank_number, (bank_row, bank_cases) in enumerate(theirs, start=1)
            if (shared := cases & bank_cases)
        ]
        mend: Results | None = None
        if any(row.results not in allowed for _, allowed, _ in bound):
            mend = _mend(branch, number, [allowed for _, allowed, _ in bound])
        for bank_number, allowed, shared in bound:
            if row.results not in allowed:
                case = first_case(bank.kind, shared)
                yield Beyond(number, bank_number, case, allowed, mend)


def _mend(branch: Table, number: int, bound: Sequence[Sequence[Results]]) -> Results | None:
    """Results that the row may have by all that binds it, and by its own limits."""
    row, masks = branch.rows[number - 1], branch.masks[number - 1]
    if row.locked:
        return None
    for results in bound[0]:
        if all(results in allowed for allowed in bound) and branch.kind.allows(
            masks, replace(row, results=results)
        ):
            return results
    return None


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
