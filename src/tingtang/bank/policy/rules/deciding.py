"""Deciding: a table compiled to a function from a case to its row."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from tingtang.bank.policy.rules.tables import Table

Decide: TypeAlias = Callable[[Sequence[int]], int]


class Undecided(Exception):
    """No row fits the case: a table in force has no gap, so its check was passed by."""


def compiled(table: Table) -> Decide:
    """A function from a case (atoms, clause by clause) to the index of the row that decides it.

    Each atom of each clause knows the rows that it fits, as a bit mask; what all of a case's atoms
    have in common is what fits, and its lowest bit is the first row.
    """
    columns = tuple(
        tuple(
            sum(1 << number for number, masks in enumerate(table.masks) if masks[place] >> atom & 1)
            for atom in range(clause.atoms)
        )
        for place, clause in enumerate(table.kind.clauses)
    )

    def decide(case: Sequence[int]) -> int:
        fits = -1
        for column, atom in zip(columns, case):  # noqa: B905 (a third of the time)
            fits &= column[atom]
        if not fits:
            raise Undecided(case)
        return (fits & -fits).bit_length() - 1

    return decide
