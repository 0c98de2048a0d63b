"""What every verb with one version does: its reads, its turn, its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.policy.actions.deciding import ruling
from tingtang.bank.policy.models import Policy
from tingtang.bank.policy.queries import (
    PolicyRow,
    Ruling,
    approved_read,
    bank_in_force,
    fetched,
    outside,
    policy_read,
    rows_read,
)
from tingtang.bank.policy.rules.bounds import Beyond
from tingtang.bank.policy.rules.checking import faults_of
from tingtang.bank.policy.rules.kinds import kind_named
from tingtang.bank.policy.rules.life import PolicyState
from tingtang.bank.policy.rules.tables import Row
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn


@dataclass(frozen=True, slots=True)
class PolicyNow:
    """Answer of a policy's verb: `version` is what the next one carries back; `faults` holds what
    goes beyond the bank's bounds, too.
    """

    id: UUID
    table: str
    number: int
    state: PolicyState
    faults: int
    version: int


class Doing:
    """One verb with one policy."""

    def __init__(
        self, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None
    ) -> None:
        self._actor, self._branch_id, self._at, self._seen = actor, branch_id, at, seen
        self._read, self._approved = policy_read(branch_id, policy_id), approved_read(branch_id)
        self.plan = plan_of(branch_id)

    def turn(self) -> Turn:
        reads = (self._read, self._approved)
        day, version = self.plan.day(self._at), self.plan.version
        return turn(self._branch_id, self._actor, self._at, day, *reads, plan=version)

    def row(self, this_turn: Turn) -> PolicyRow:
        row = this_turn.one(self._read, "unknown_policy")
        if self._seen is not None and self._seen != row.version:
            raise Refused("stale_screen")
        return row

    def rows(self, this_turn: Turn, row: PolicyRow) -> tuple[Row, ...]:
        """The rows as they are kept."""
        rows: tuple[Row, ...]
        (rows,) = this_turn.rows(rows_read(self._branch_id, row.id))
        return rows

    def check_rows(self, this_turn: Turn, row: PolicyRow, at: datetime) -> tuple[Row, ...]:
        """The rows, if they are whole by the rules of this release, which may be a later one than
        they were written by, and stay within what the bank opens at `at`.
        """
        rows = self.rows(this_turn, row)
        left = faults_of(kind_named(row.table), rows)
        if left:
            raise Refused("policy_has_faults", faults=left)
        for each in self._outside(this_turn, row, rows, at)[:1]:
            raise Refused("beyond_the_bank", row=each.row, bank_row=each.bank_row)
        return rows

    def ruling(self, this_turn: Turn, row: PolicyRow, at: datetime) -> Ruling:
        """The version in force at `at`."""
        return ruling(this_turn, this_turn.found(self._approved), kind_named(row.table), at)

    def faults(
        self, this_turn: Turn, row: PolicyRow, own: int, rows: Sequence[Row] | None = None
    ) -> int:
        """How many faults there are with those beyond the bank; `own` are the rows' in themselves,
        which alone are kept: head office may issue another version at any time.
        """
        if self.plan.is_head_office or not bank_in_force(
            this_turn.found(self._approved), row.table, this_turn.at
        ):
            return own
        rows = self.rows(this_turn, row) if rows is None else rows
        return own + len(self._outside(this_turn, row, rows, this_turn.at))

    def _outside(
        self, this_turn: Turn, row: PolicyRow, rows: Sequence[Row], at: datetime
    ) -> list[Beyond]:
        fetch = fetched(self._branch_id, this_turn.rows)
        approved = this_turn.found(self._approved)
        return outside(self.plan, approved, kind_named(row.table), rows, at, fetch)

    def done(
        self, this_turn: Turn, row: PolicyRow, state: PolicyState, version: int, **changes: object
    ) -> PolicyNow:
        faults = self.faults(this_turn, row, row.faults)
        this_turn.update(Policy, row.id, state=state.value, version=version, **changes)
        return this_turn.answer(PolicyNow(row.id, row.table, row.number, state, faults, version))

    def answered(
        self, this_turn: Turn, row: PolicyRow, state: PolicyState, version: int, **changes: object
    ) -> PolicyNow:
        """`done`, by whoever decides about what others made."""
        return self.done(
            this_turn,
            row,
            state,
            version,
            answered_by=self._actor.subject,
            answered_at=this_turn.at,
            **changes,
        )
