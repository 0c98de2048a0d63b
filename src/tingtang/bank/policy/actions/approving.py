"""Verbs on the way into force and out of it: submit, take back, return, approve, roll back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.actions.doing import Doing, PolicyNow
from tingtang.bank.policy.events import (
    PolicyApproved,
    PolicyReturned,
    PolicyRolledBack,
    PolicySubmitted,
    PolicyTakenBack,
)
from tingtang.bank.policy.models import IssuedPolicy
from tingtang.bank.policy.queries import END_OF_TIME, PolicyRow, packed, rows_to_follow
from tingtang.bank.policy.rules.kinds import kind_named
from tingtang.bank.policy.rules.life import (
    PolicyMove,
    check_approve,
    check_live_from,
    check_submit,
    move,
)
from tingtang.bank.policy.rules.tables import Changes, Row, mean_the_same
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, verb

RETURN_REASONS = frozenset({"effect_unclear", "words_unclear", "too_broad", "not_now", "other"})


@verb
def submit(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> PolicyNow:
    """Let a whole and tried draft, which changes something, wait for approval."""
    demand(actor, Right.EDIT_POLICY, branch_id)
    doing = Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        check_submit(row)
        state = move(row.state, PolicyMove.SUBMIT)
        _check_changed(doing, this_turn, row, doing.check_rows(this_turn, row, this_turn.at))
        version = this_turn.record(PolicySubmitted(policy_id, row.digest.hex()))
        return doing.done(
            this_turn,
            row,
            state,
            version,
            submitted_by=actor.subject,
            submitted_at=this_turn.at,
        )


def _check_changed(doing: Doing, this_turn: Turn, row: PolicyRow, rows: Sequence[Row]) -> None:
    """Refuse with `policy_unchanged` what is in force already, and will be. What a bank starts with
    binds no branch until head office issues it.
    """
    kind = kind_named(row.table)
    for at in (this_turn.at, END_OF_TIME):
        current = doing.ruling(this_turn, row, at)
        binds_first = doing.plan.is_head_office and current.number == 0
        if binds_first or not mean_the_same(kind, rows, rows_to_follow(current, doing.plan)):
            return
    raise Refused("policy_unchanged")


@verb
def take_back(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> PolicyNow:
    """A draft that waits for approval is worked on again."""
    demand(actor, Right.EDIT_POLICY, branch_id)
    doing = Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.TAKE_BACK)
        version = this_turn.record(PolicyTakenBack(policy_id))
        return doing.done(this_turn, row, state, version)


@verb
def return_(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Give it back to its editors, with a reason."""
    demand(actor, Right.APPROVE_POLICY, branch_id)
    if reason not in RETURN_REASONS:
        raise Refused("bad_input", where="reason")
    doing = Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.RETURN)
        version = this_turn.record(PolicyReturned(policy_id, reason))
        return doing.answered(this_turn, row, state, version, reason=reason)


@verb
def approve(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    live_from: datetime | None,
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Approve what somebody else made: in force from `live_from`, or from now on. A table that
    changes at day's break applies from the beginning of a business day, the next if none is said.
    """
    demand(actor, Right.APPROVE_POLICY, branch_id)
    if actor.subject is None:
        raise Refused("no_right")
    doing = Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.APPROVE)
        since = _since(row.table, doing.plan, live_from, this_turn.at)
        check_approve(row, actor.subject)
        rows = doing.check_rows(this_turn, row, since)
        approved = PolicyApproved(policy_id, row.table, row.number, row.digest.hex(), since)
        version = this_turn.record(approved, plan_changed=kind_named(row.table).carried)
        if doing.plan.is_head_office:
            _issue(this_turn, doing.plan, row, rows, since)
        return doing.answered(
            this_turn, row, state, version, approved_by=actor.subject, live_from=since
        )


def _since(table: str, plan: Plan, wished: datetime | None, now: datetime) -> datetime:
    """From when an approved version applies; refuses the middle of a day where the day's first
    numbers already went by another.
    """
    if wished is not None:
        check_live_from(wished, now)
    if kind_named(table).changes is Changes.ANY_TIME:
        return wished or now
    if wished is None:
        return plan.next_begins(plan.day(now))[0]
    if wished != plan.begins(plan.day(wished)):
        raise Refused("live_from_within_day", where="live_from")
    return wished


@verb
def roll_back(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> PolicyNow:
    """End an approved version before its time: the one before it is in force at once, or from the
    next business day where a table changes at day's break.
    """
    demand(actor, Right.APPROVE_POLICY, branch_id)
    doing = Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.ROLL_BACK)
        over = PolicyRolledBack(policy_id, row.table, row.number)
        version = this_turn.record(over, plan_changed=kind_named(row.table).carried)
        if doing.plan.is_head_office:
            this_turn.update(IssuedPolicy, policy_id, ended_at=this_turn.at)
        return doing.answered(this_turn, row, state, version, ended_at=this_turn.at)


def _issue(
    this_turn: Turn, plan: Plan, policy: PolicyRow, rows: Sequence[Row], live_from: datetime
) -> None:
    this_turn.insert(
        IssuedPolicy,
        id=policy.id,
        institution_id=plan.institution_id,
        table=policy.table,
        number=policy.number,
        rows=packed(rows),
        digest=policy.digest,
        live_from=live_from,
    )
