"""The version that decides in a verb, and whether a branch's stays within its bank's."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tingtang.bank.policy.queries import (
    PolicyRow,
    Ruling,
    bank_in_force,
    fetched,
    met,
    ruling_of,
)
from tingtang.bank.policy.rules.bounds import beyond
from tingtang.bank.policy.rules.tables import Kind, Row, read_table
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn


def ruling(this_turn: Turn, approved: Sequence[PolicyRow], kind: Kind, at: datetime) -> Ruling:
    """The version of `kind` in force at `at`, for a verb that decides by it; one that this process
    hasn't met costs a trip.
    """
    return ruling_of(approved, kind, at, fetched(this_turn.branch_id, this_turn.rows))


def check_within_bank(
    this_turn: Turn, approved: Iterable[PolicyRow], kind: Kind, rows: Sequence[Row]
) -> None:
    """Refuse with `beyond_the_bank` rows of a branch that decide what its bank doesn't open."""
    bank = bank_in_force(approved, kind.name, this_turn.at)
    table, _ = read_table(kind, rows)
    if bank is None or table is None:
        return
    theirs = met(kind, bank, fetched(this_turn.branch_id, this_turn.rows))
    found = next(beyond(theirs.table, table), None)
    if found is not None:
        raise Refused("beyond_the_bank", row=found.row, bank_row=found.bank_row)
