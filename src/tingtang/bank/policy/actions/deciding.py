"""The version that decides in a verb, and whether a branch's stays within its bank's."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from tingtang.bank.policy.queries import (
    PolicyRow,
    Ruling,
    bank_in_force,
    issued_rows_read,
    made,
    rows_read,
    start_of,
)
from tingtang.bank.policy.rules.bounds import beyond
from tingtang.bank.policy.rules.life import in_force
from tingtang.bank.policy.rules.tables import Kind, Row, read_table
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn

_rulings: dict[tuple[UUID, bool], Ruling] = {}  # approved rows never change
_within: dict[tuple[UUID, UUID], bool] = {}


def ruling(this_turn: Turn, approved: Sequence[PolicyRow], kind: Kind, at: datetime) -> Ruling:
    """The version of `kind` in force at `at`, for a verb that decides by it: the branch's own,
    where it stays within what the bank's opens; otherwise the bank's. One that this process hasn't
    met costs a trip.
    """
    bank = bank_in_force(approved, kind.name, at)
    own = in_force((e for e in approved if not e.bank and e.table == kind.name), at)
    if own is None:
        return start_of(kind) if bank is None else _met(this_turn, kind, bank)
    ours = _met(this_turn, kind, own)
    if bank is None:
        return ours
    theirs = _met(this_turn, kind, bank)
    if (bank.id, own.id) not in _within:
        _within[bank.id, own.id] = next(beyond(theirs.table, ours.table), None) is None
    return ours if _within[bank.id, own.id] else theirs


def _met(this_turn: Turn, kind: Kind, version: PolicyRow) -> Ruling:
    known = _rulings.get((version.id, version.bank))
    if known is None:
        read = (
            issued_rows_read(version.id)
            if version.bank
            else rows_read(this_turn.branch_id, version.id)
        )
        (rows,) = this_turn.rows(read)
        known = made(kind, version.number, rows, bank=version.bank)
        _rulings[version.id, version.bank] = known
    return known


def check_within_bank(
    this_turn: Turn, approved: Iterable[PolicyRow], kind: Kind, rows: Sequence[Row]
) -> None:
    """Refuse with `beyond_the_bank` rows of a branch that decide what its bank doesn't open."""
    bank = bank_in_force(approved, kind.name, this_turn.at)
    table, _ = read_table(kind, rows)
    if bank is None or table is None:
        return
    found = next(beyond(_met(this_turn, kind, bank).table, table), None)
    if found is not None:
        raise Refused("beyond_the_bank", row=found.row, bank_row=found.bank_row)
