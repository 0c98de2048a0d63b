"""The version that decides in a verb."""

from collections.abc import Sequence
from datetime import datetime

from tingtang.bank.policy.queries import PolicyRow, Ruling, fetched, ruling_of
from tingtang.bank.policy.rules.tables import Kind
from tingtang.ledger.turn import Turn


def ruling(this_turn: Turn, approved: Sequence[PolicyRow], kind: Kind, at: datetime) -> Ruling:
    """The version of `kind` in force at `at`, for a verb that decides by it; one that this process
    hasn't met costs a trip.
    """
    return ruling_of(approved, kind, at, fetched(this_turn.branch_id, this_turn.rows))
