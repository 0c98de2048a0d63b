"""What every verb with one version does: its reads, its turn, its answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.policy.actions.deciding import check_within_bank
from tingtang.bank.policy.models import Policy
from tingtang.bank.policy.queries import PolicyRow, approved_read, policy_read, rows_read
from tingtang.bank.policy.rules.kinds import kind_named
from tingtang.bank.policy.rules.life import PolicyState
from tingtang.bank.policy.rules.tables import Row
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn


@dataclass(frozen=True, slots=True)
class PolicyNow:
    """Answer of a policy's verb: `version` is what the next one carries back."""

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

    def check_bounds(self, this_turn: Turn, row: PolicyRow) -> tuple[Row, ...]:
        """The policy's rows, if they stay within what the bank opens; head office may all."""
        (rows,) = this_turn.rows(rows_read(self._branch_id, row.id))
        if not self.plan.is_head_office:
            approved = this_turn.found(self._approved)
            check_within_bank(this_turn, approved, kind_named(row.table), rows)
        return rows

    def done(
        self, this_turn: Turn, row: PolicyRow, state: PolicyState, version: int, **changes: object
    ) -> PolicyNow:
        this_turn.update(Policy, row.id, state=state.value, version=version, **changes)
        return this_turn.answer(
            PolicyNow(row.id, row.table, row.number, state, row.faults, version)
        )

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
