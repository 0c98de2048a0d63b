"""Verbs of whoever makes a version: draft, edit, import, try."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.policy.actions.deciding import ruling
from tingtang.bank.policy.actions.doing import Doing, PolicyNow
from tingtang.bank.policy.events import PolicyDrafted, PolicyEdited, PolicyTried
from tingtang.bank.policy.models import Policy
from tingtang.bank.policy.queries import (
    END_OF_TIME,
    approved_read,
    digest_of,
    known_rows,
    packed,
    past_decisions,
    policies_read,
    policy_read,
    rows_read,
    rows_to_follow,
)
from tingtang.bank.policy.rules.checking import faults_of
from tingtang.bank.policy.rules.dmn import read_dmn
from tingtang.bank.policy.rules.kinds import kind_named
from tingtang.bank.policy.rules.life import PolicyMove, PolicyState, after_edit, move
from tingtang.bank.policy.rules.tables import MOST_ROWS, Problem, Row, mean_the_same, read_table
from tingtang.bank.policy.rules.trying import Trial, tried
from tingtang.bank.policy.rules.wording import wording_problems
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import turn, verb


@verb
def draft(*, actor: Actor, branch_id: UUID, table: str, at: datetime) -> PolicyNow:
    """Begin a draft of a table with the rows in force, or those approved to follow them; a table
    has one draft at a time.
    """
    demand(actor, Right.EDIT_POLICY, branch_id)
    kind = kind_named(table)
    plan = plan_of(branch_id)
    versions, approved = policies_read(branch_id, table), approved_read(branch_id)
    with turn(
        branch_id, actor, at, plan.day(at), versions, approved, plan=plan.version
    ) as this_turn:
        known = this_turn.found(versions)
        if any(
            each.state in (PolicyState.DRAFT, PolicyState.RETURNED, PolicyState.WAITING)
            for each in known
        ):
            raise Refused("draft_exists")
        current = ruling(this_turn, this_turn.found(approved), kind, END_OF_TIME)
        rows = rows_to_follow(current, plan)
        number = max((each.number for each in known), default=0) + 1
        policy_id, faults = new_id(), faults_of(kind, rows) + len(wording_problems(kind, rows))
        version = this_turn.record(
            PolicyDrafted(policy_id, table, number, current.number, current.bank)
        )
        this_turn.insert(
            Policy,
            id=policy_id,
            table=table,
            number=number,
            state=PolicyState.DRAFT.value,
            rows=packed(rows),
            digest=digest_of(rows),
            faults=faults,
            editors=[],
            reason="",
            version=version,
            edited_by=actor.subject,
            edited_at=this_turn.at,
        )
        return this_turn.answer(
            PolicyNow(policy_id, table, number, PolicyState.DRAFT, faults, version)
        )


@verb
def edit(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    rows: Sequence[Row],
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Put other rows in a draft. Rows with faults are kept, and told: only submitting waits for
    their mending.
    """
    demand(actor, Right.EDIT_POLICY, branch_id)
    if actor.subject is None:
        raise Refused("no_right")  # who edited must be known: they may not approve
    if not 0 < len(rows) <= MOST_ROWS:
        raise Refused("bad_input", where="rows")
    doing = Doing(actor, branch_id, policy_id, at, seen)
    if any(row.may for row in rows) and not doing.plan.is_head_office:
        raise Refused("only_head_office_opens")
    said = _said(branch_id, policy_id, rows)  # the hall doesn't wait for it
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        kind, digest = kind_named(row.table), digest_of(rows)
        same = row.state is PolicyState.RETURNED and mean_the_same(
            kind, rows, doing.rows(this_turn, row)
        )
        state = after_edit(row.state, same=same)
        own = faults_of(kind, rows) + said
        faults = doing.faults(this_turn, row, own, rows)
        version = this_turn.record(PolicyEdited(policy_id, digest.hex(), faults))
        this_turn.update(
            Policy,
            policy_id,
            state=state.value,
            rows=packed(rows),
            digest=digest,
            faults=own,
            editors=sorted({*row.editors, actor.subject}),
            version=version,
            edited_by=actor.subject,
            edited_at=this_turn.at,
        )
        return this_turn.answer(PolicyNow(policy_id, row.table, row.number, state, faults, version))


def _said(branch_id: UUID, policy_id: UUID, rows: Sequence[Row]) -> int:
    """How much the rows say that may not be said; a policy's table never changes."""
    found = look(branch_id, policy_read(branch_id, policy_id))[0]
    return len(wording_problems(kind_named(found[0].table), rows)) if found else 0


def import_dmn(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    text: str,
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Put the rows of a DMN file in a draft: an edit like any other.

    What another tool dropped is that of a row which means the same, in the draft or in force. What
    head office leaves to a branch, it may choose, but not open again. A file that isn't this
    table's is refused for the first of its problems: `where` is the column; the row (0: the table)
    and how many `problems` there are stand in the facts.
    """
    demand(actor, Right.EDIT_POLICY, branch_id)
    kind, known = known_rows(branch_id, policy_id, at)
    rows, problems = read_dmn(kind, text, known)
    if rows is None:
        raise _first_of(problems)
    if not plan_of(branch_id).is_head_office:
        rows = tuple(replace(row, may=()) for row in rows)
    return edit(actor=actor, branch_id=branch_id, policy_id=policy_id, rows=rows, at=at, seen=seen)


def _first_of(problems: Sequence[Problem]) -> Refused:
    first = problems[0]
    refused = first.refused
    refused.where = first.column or "text"
    refused.facts |= {"row": first.row, "problems": len(problems)}
    return refused


@dataclass(frozen=True, slots=True)
class Tried:
    """Answer: the policy now, and what the draft would have decided otherwise."""

    policy: PolicyNow
    trial: Trial


@verb
def try_on_past(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> Tried:
    """Try a draft on what its table decided in the last weeks. Any edit outdates it."""
    demand(actor, Right.EDIT_POLICY, branch_id)
    digest, trial = _trial(branch_id, policy_id, at)  # the hall doesn't wait for it
    doing = Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.TRY)
        if isinstance(trial, Refused):
            raise trial  # only now: a repeated request is answered as before
        if row.digest != digest:
            raise Refused("stale_screen")
        event = PolicyTried(policy_id, digest.hex(), trial.decisions, trial.otherwise)
        version = this_turn.record(event)
        this_turn.update(
            Policy,
            policy_id,
            tried=digest,
            version=version,
            tried_by=actor.subject,
            tried_at=this_turn.at,
        )
        faults = doing.faults(this_turn, row, row.faults)
        now = PolicyNow(policy_id, row.table, row.number, state, faults, version)
        return this_turn.answer(Tried(now, trial))


def _trial(branch_id: UUID, policy_id: UUID, at: datetime) -> tuple[bytes, Trial | Refused]:
    """The trial of the rows with this digest, from the decisions of weeks; or why there is none."""
    found, stored = look(
        branch_id, policy_read(branch_id, policy_id), rows_read(branch_id, policy_id)
    )
    if not found:
        return b"", Refused("unknown_policy")
    table, problems = read_table(kind_named(found[0].table), stored[0])
    if table is None:
        return found[0].digest, Refused("policy_has_faults", faults=len(problems))
    past = past_decisions(plan_of(branch_id), found[0].table, at)
    return found[0].digest, tried(table, past.alike)
